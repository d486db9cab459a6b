// Forms of words: reply in place, how many characters are left, members to name. Every page works without it.
const say = (text) => { document.getElementById("live").textContent = text; };
const boxOf = (element) => element.closest(".replybox");
const linkOf = (box) => box.parentElement.querySelector("[data-hx-get]");

// Close hides the form: what was typed is there again when the link is pressed again.
const close = (box) => { box.hidden = true; linkOf(box).focus(); };
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) close(boxOf(event.target));
  const link = event.target.closest("[data-hx-get]");
  const box = link?.closest("article")?.querySelector(".replybox");
  if (!box?.hidden || !box.querySelector("textarea")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  box.hidden = false;
  box.querySelector("textarea").focus();
}, true);
document.addEventListener("keydown", (event) => {
  const box = event.key === "Escape" && !event.defaultPrevented && boxOf(event.target);
  if (box) close(box);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.classList.contains("replybox")) event.target.hidden = false;
});

// Whatever is no part of a page is shown as the page it is; the words are sent the plain way.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, elt, requestConfig } = event.detail;
  const isPart = !/^\s*<!doctype/i.test(xhr.responseText) && xhr.responseText.trim() !== "";
  event.detail.shouldSwap = isPart;
  event.detail.isError = false;
  if (isPart) return;
  if (requestConfig.verb === "get") location.assign(elt.href);
  if (requestConfig.triggeringEvent?.type === "submit") elt.submit();
});
document.addEventListener("htmx:sendError", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.triggeringEvent?.type === "submit") elt.submit();
});

// How many characters are left: shown near the limit, said when it comes near and when it is passed.
const count = (field) => {
  const left = Number(field.dataset.most) - field.value.replace(/\r\n/g, "\n").trim().length;
  let note = field.parentElement.querySelector(".left");
  if (left > 500) { note?.remove(); return; }
  if (!note) {
    note = document.createElement("p");
    note.className = "plainline left";
    field.after(note);
  }
  note.textContent = left < 0 ? `${-left} characters too many` : `${left} characters left`;
  const step = left < 0 ? "over" : left <= 100 ? "100" : "500";
  if (field.dataset.said !== step) say(note.textContent);
  field.dataset.said = step;
};

// Members to name: after @ and two letters a list stands below the words; arrows choose, Enter takes, Escape closes.
const typedName = (field) => /(?:^|[^\w@./+-])@([\p{L}\p{N}-]{2,30})$/u.exec(field.value.slice(0, field.selectionStart))?.[1];
const listOf = (field) => document.getElementById(`${field.id}-names`);
const drop = (field) => {
  listOf(field)?.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
};
const mark = (field, option) => {
  for (const other of listOf(field).children) other.setAttribute("aria-selected", String(other === option));
  field.setAttribute("aria-activedescendant", option.id);
};
const take = (field, option) => {
  const end = field.selectionStart, start = end - typedName(field).length;
  field.setRangeText(`${option.dataset.slug} `, start, end, "end");
  drop(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};
const offer = (field, members) => {
  drop(field);
  if (!members.length) return;
  const list = document.createElement("ul");
  list.id = `${field.id}-names`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Members");
  members.forEach(({ name, slug }, number) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${number}`;
    option.dataset.slug = slug;
    option.textContent = name;
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => { event.preventDefault(); take(field, option); });
    list.append(option);
  });
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  mark(field, list.firstChild);
  say(members.length === 1 ? `1 member: ${members[0].name}` : `${members.length} members. Choose with the arrow keys.`);
};
let waiting;
const suggest = (field) => {
  clearTimeout(waiting);
  const typed = typedName(field);
  if (!typed) { drop(field); return; }
  waiting = setTimeout(async () => {
    const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(typed)}`);
    const isData = answer.ok && answer.headers.get("Content-Type") === "application/json";
    if (isData && typedName(field) === typed) offer(field, (await answer.json()).members);
  }, 250);
};
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset.most) count(field);
  if (field.dataset.names && !event.isTrusted) return;
  if (field.dataset.names) suggest(field);
});
document.addEventListener("keydown", (event) => {
  const list = event.target.dataset?.names && listOf(event.target);
  if (!list) return;
  const now = list.querySelector("[aria-selected=true]");
  const next = { ArrowDown: now.nextSibling ?? list.firstChild, ArrowUp: now.previousSibling ?? list.lastChild }[event.key];
  if (next) mark(event.target, next);
  if (event.key === "Enter") take(event.target, now);
  if (event.key === "Escape") drop(event.target);
  if (next || event.key === "Enter" || event.key === "Escape") event.preventDefault();
}, true);
document.addEventListener("focusout", (event) => { if (event.target.dataset?.names) drop(event.target); });
