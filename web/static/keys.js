// One key each for what people do most. Nothing happens while somebody types, or with Ctrl, Alt or Meta.

const FORMS = { u: "form-update", n: "form-note", t: "form-task", s: "form-status", r: "form-role" };

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

function step(by) {
  const links = [...document.querySelectorAll("[data-list] > li > a")];
  const here = links.indexOf(document.activeElement);
  links[Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
}

function openForm(id) {
  const form = document.getElementById(id);
  if (!form) return false;
  const folded = form.closest("details");
  if (folded) folded.open = true;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
  return true;
}

function search() {
  const field = document.getElementById("search");
  if (field) field.focus();
  else location.assign("/incidents");
}

const KEYS = {
  "?": () => document.getElementById("shortcuts").showModal(),
  "/": search,
  g: () => location.assign("/incidents"),
  c: () => location.assign("/incidents/new"),
  j: () => step(1),
  k: () => step(-1),
};

function pressed(key) {
  if (key in KEYS) KEYS[key]();
  return key in KEYS || (key in FORMS && openForm(FORMS[key]));
}

/** Listen for the keys, and show that there are any. */
export function listen(page) {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
      if (event.key === "Escape" && typing(event.target)) event.target.blur();
      return;
    }
    if (page.querySelector("dialog[open]")) return;
    if (pressed(event.key)) event.preventDefault();
  });
  for (const button of page.querySelectorAll("[data-shortcuts]")) {
    button.hidden = false;
    button.addEventListener("click", () => page.getElementById("shortcuts").showModal());
  }
}
