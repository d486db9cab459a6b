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
