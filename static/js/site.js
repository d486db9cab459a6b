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
  for (let fold = note && note.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();

// Words selected in a text can be questioned or quoted: a bar at the foot of the window leads to a form with them chosen.
const askBar = () => {
  const bar = document.createElement("div");
  bar.className = "ask-bar";
  bar.hidden = true;
  const links = { ask: "Question the words you selected", quote: "Quote them" };
  for (const [kind, words] of Object.entries(links)) {
    const link = document.createElement("a");
    link.className = kind === "ask" ? "btn" : "btn quiet";
    link.textContent = words;
    link.dataset.way = kind;
    bar.append(link);
  }
  document.body.append(bar);
  return bar;
};

// How many UTF-16 units of a passage's own text stand before a place in it; badges, links and references do not count.
const unitsBefore = (words, node, offset) => {
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  const copy = range.cloneContents();
  for (const aside of copy.querySelectorAll("[data-aside], .cite")) {
    const space = aside.previousSibling;
    if (aside.matches(".badge") && space?.nodeType === Node.TEXT_NODE) space.data = space.data.replace(/ $/, "");
    aside.remove();
  }
  return copy.textContent.length;
};

const selectedPlace = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const words = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement)?.closest("[data-words]");
  const host = words?.closest(".q-host, .comment");
  if (!host) return null;
  const isWithin = words.contains(range.endContainer);
  const from = unitsBefore(words, start, range.startOffset);
  const to = isWithin
    ? unitsBefore(words, range.endContainer, range.endOffset)
    : unitsBefore(words, words, words.childNodes.length);
  return to > from ? { host, query: `?start=${from}&end=${to}` } : null;
};

if (document.querySelector("[data-words]")) {
  const bar = askBar();
  document.addEventListener("selectionchange", () => {
    const place = selectedPlace();
    let ways = 0;
    for (const link of bar.children) {
      const to = place?.host.querySelector(`[data-${link.dataset.way}]`);
      link.hidden = !to;
      if (to) link.href = to.href + place.query;
      ways += to ? 1 : 0;
    }
    bar.hidden = !ways;
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
