// Keys of the review desk. Every one of them presses a link, a button or a choice that is on the page.
const KEYS_OFF = "desk-keys-off";
const sheet = document.querySelector("[data-keys]");
const onOff = document.querySelector("[data-keys-on]");

const isOn = () => {
  try {
    return localStorage.getItem(KEYS_OFF) === null;
  } catch {
    return onOff.checked; // the browser keeps nothing
  }
};

if (sheet && onOff) {
  onOff.checked = isOn();
  onOff.addEventListener("change", () => {
    try {
      if (onOff.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {
      // it holds for this page only
    }
  });
}

const move = (step) => {
  const links = [...document.querySelectorAll("[data-queue] a")];
  if (!links.length) return;
  const from = links.findIndex((link) => link === document.activeElement);
  const start = from >= 0 ? from : links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = Math.min(Math.max(start + step, 0), links.length - 1);
  links[next].focus();
};

const choose = (letter) => {
  for (const key of document.querySelectorAll(".decide .choice kbd")) {
    if (key.textContent !== letter) continue;
    const input = key.closest("label").querySelector("input");
    input.checked = true;
    input.focus();
    return;
  }
};

const isTyping = (element) =>
  element.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (!sheet || !isOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?") {
    sheet.open = !sheet.open;
    if (sheet.open) sheet.querySelector("summary").focus();
    return;
  }
  const letter = event.key.toUpperCase();
  if (letter === "J") move(1);
  else if (letter === "K") move(-1);
  else if (letter === "C") document.querySelector(".decide button[name=take], .decide button[name=leave]")?.click();
  else choose(letter);
});
