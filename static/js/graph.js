// The drawing of a topic's claims: + and - change its size, and so does the wheel with Ctrl held. Links do it too.
const frame = document.querySelector("[data-zoom]");
const drawing = frame.querySelector("svg");
const SMALLEST = 0.5;
const LARGEST = 2;

// Resize the drawing around the middle of what is seen.
const zoomBy = (factor) => {
  const own = Number(drawing.dataset.width);
  const before = drawing.getBoundingClientRect().width;
  const after = Math.min(Math.max(before * factor, own * SMALLEST), own * LARGEST);
  const middle = { x: frame.scrollLeft + frame.clientWidth / 2, y: frame.scrollTop + frame.clientHeight / 2 };
  frame.classList.remove("is-fit");
  drawing.setAttribute("width", Math.round(after));
  frame.scrollLeft = (middle.x * after) / before - frame.clientWidth / 2;
  frame.scrollTop = (middle.y * after) / before - frame.clientHeight / 2;
};

frame.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else return;
  event.preventDefault();
});

frame.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  },
  { passive: false },
);
