// "Which of these describes you?": boxes that are made here, heard here and forgotten here. They have no name, stand in
// no form, and what is ticked goes into no address, request, cookie or store.
const place = document.querySelector("[data-describes]");
const rows = [...document.querySelectorAll("[data-group]")];

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const boxFor = (row) => {
  const label = element("label", "choice");
  const box = element("input");
  box.type = "checkbox";
  box.autocomplete = "off"; // the browser itself must not bring it back either
  box.dataset.of = row.dataset.group;
  label.append(box, element("span", "", row.dataset.name));
  return label;
};

const groupOf = (facet, number) => {
  const group = element("div", "choices");
  const heading = element("b", "minihead", facet);
  heading.id = `describes-${number}`;
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", heading.id);
  group.append(heading, ...rows.filter((row) => row.dataset.facet === facet).map(boxFor));
  return group;
};

// What a position says to somebody who ticked these rows: it speaks about them, leaves it open, or means others.
const saidTo = (picked, letter) => {
  let said = "says";
  for (const facet of new Set(picked.map((row) => row.dataset.facet))) {
    const cells = picked
      .filter((row) => row.dataset.facet === facet)
      .map((row) => row.querySelector(`[data-side="${letter}"]`).dataset.said);
    if (cells.includes("says")) continue;
    if (!cells.includes("open")) return "nothing";
    said = "open";
  }
  return said;
};

const tell = (position, said) => {
  position.querySelector(".speaks")?.remove();
  position.classList.toggle("is-spoken", said === "says");
  position.classList.toggle("is-other", said === "nothing");
  if (said) position.querySelector("h3").after(element("p", `speaks is-${said}`, place.dataset[said]));
};

if (place && rows.length) {
  const field = element("fieldset", "describes");
  const status = element("p", "plainline");
  status.setAttribute("role", "status");
  const all = element("button", "act", place.dataset.all);
  all.type = "button";
  const groups = element("div", "facets");
  groups.append(...[...new Set(rows.map((row) => row.dataset.facet))].map(groupOf));
  const heard = element("div", "heard");
  heard.append(status, all);
  field.append(
    element("legend", "label-t", place.dataset.legend),
    element("p", "plainline", place.dataset.note),
    groups,
    heard,
  );
  place.append(field);

  const show = () => {
    const ticked = [...field.querySelectorAll(":checked")].map((box) => box.dataset.of);
    const picked = rows.filter((row) => ticked.includes(row.dataset.group));
    for (const row of rows) row.hidden = picked.length > 0 && !picked.includes(row);
    for (const position of document.querySelectorAll("[data-position]")) {
      tell(position, picked.length ? saidTo(picked, position.dataset.position) : "");
    }
    all.hidden = !picked.length;
    status.textContent = picked.length
      ? place.dataset.shown.replace("%n", picked.length).replace("%m", rows.length)
      : "";
  };
  const forget = () => {
    for (const box of field.querySelectorAll("input")) box.checked = false;
    show();
  };
  field.addEventListener("change", show);
  all.addEventListener("click", () => {
    forget();
    field.querySelector("input").focus();
  });
  addEventListener("pagehide", forget); // nobody who comes back to this page on a shared tablet finds it
  forget();
}
