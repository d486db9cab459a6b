// Select words in the text, and "Question these words" leads to the form with those words chosen.
// The server counts code points in the block's plain text; a browser counts UTF-16 units. This file converts.
const SKIP = ".cite, .badge, .q-link, .note";
const points = (text) => [...text].length;

function offsetIn(leaf, node, offset) {
  // count code points of the leaf's own words before (node, offset)
  const range = document.createRange();
  range.setStart(leaf, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const extra of copy.querySelectorAll(SKIP)) extra.remove();
  return points(copy.textContent);
}

const bar = document.createElement("a");
bar.className = "btn ask-bar";
bar.hidden = true;
bar.textContent = document.querySelector("[data-question-label]")?.dataset.questionLabel || "";
document.body.append(bar);

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  bar.hidden = true;
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const parent = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const leaf = parent(range.startContainer)?.closest("[data-question]");
  if (!leaf || leaf !== parent(range.endContainer)?.closest("[data-question]")) return;
  const start = offsetIn(leaf, range.startContainer, range.startOffset);
  const end = offsetIn(leaf, range.endContainer, range.endOffset);
  if (end <= start) return;
  bar.href = `${leaf.dataset.question}?start=${start}&end=${end}`;
  bar.hidden = false;
});
