// Small comforts; every page works without them.
document.documentElement.classList.add("js");

// "Show password" beside every password field.
for (const field of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act";
  button.textContent = "Show password";
  button.setAttribute("aria-controls", field.id);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  field.after(button);
}

// A margin note whose mark is the page's target opens by itself.
const noteOf = (hash) => hash.startsWith("#m-") && document.getElementById(`n-${hash.slice(3)}`);
const openTarget = () => {
  const note = noteOf(location.hash) || (location.hash && document.getElementById(location.hash.slice(1)));
  if (note && note.tagName === "DETAILS") note.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();

// Words selected in a text can be questioned: a bar at the foot of the window leads to the form, with them chosen.
const askBar = () => {
  const bar = document.createElement("a");
  bar.className = "btn ask-bar";
  bar.textContent = "Question the words you selected";
  bar.hidden = true;
  document.body.append(bar);
  return bar;
};

// How many UTF-16 units of a passage's own text stand before a place in it; badges, links and references do not count.
const unitsBefore = (words, node, offset) => {
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const aside of copy.querySelectorAll("[data-aside], .cite")) aside.remove();
  return copy.textContent.length;
};

const selectedPlace = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const words = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement)?.closest("[data-words]");
  const link = words?.closest(".q-host, .comment")?.querySelector("[data-ask]");
  if (!link) return null;
  const isWithin = words.contains(range.endContainer);
  const from = unitsBefore(words, start, range.startOffset);
  const to = isWithin
    ? unitsBefore(words, range.endContainer, range.endOffset)
    : unitsBefore(words, words, words.childNodes.length);
  return to > from ? `${link.href}?start=${from}&end=${to}` : null;
};

if (document.querySelector("[data-words]")) {
  const bar = askBar();
  document.addEventListener("selectionchange", () => {
    const place = selectedPlace();
    bar.hidden = !place;
    if (place) bar.href = place;
  });
}

// A page that is made to be printed gets a button for it.
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => print());
  place.append(button);
}
