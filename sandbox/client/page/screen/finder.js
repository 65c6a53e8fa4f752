// A dialog with a field and a list under it: type to narrow, arrows to walk, Enter to take.

import { h, uid } from "./dom.js";
import { openDialog } from "./dialog.js";

const MOST = 60; // rows in the page at once

/** find(words) gives [{label, detail?, lead?, note?, run, data?}]; run is called after the dialog is gone. */
export function openFinder({ title, placeholder, find, testid, empty = "Nothing found." }) {
  const listId = uid("found");
  const input = h("input", {
    type: "text",
    class: "field-input",
    placeholder,
    role: "combobox",
    "aria-label": placeholder,
    "aria-controls": listId,
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    autocomplete: "off",
    data: { testid: `${testid}-input` },
  });
  const list = h("div", { class: "option-list finder-list", role: "listbox", id: listId, "aria-label": title });
  let items = [],
    active = 0;

  function mark(at) {
    active = items.length ? (at + items.length) % items.length : -1;
    [...list.querySelectorAll("[role=option]")].forEach((row, i) => {
      row.classList.toggle("active", i === active);
      row.setAttribute("aria-selected", String(i === active));
      if (i === active) row.scrollIntoView({ block: "nearest" });
    });
    if (active >= 0) input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function take(at) {
    const item = items[at];
    if (!item) return;
    dialog.destroy();
    item.run();
  }
  const row = (item, at) =>
    h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${listId}-${at}`,
        data: item.data,
        on: { click: () => take(at), pointermove: () => active !== at && mark(at) },
      },
      item.lead || null,
      h(
        "span",
        { class: "menu-words" },
        h("span", { class: "menu-label" }, item.label),
        item.detail ? h("span", { class: "menu-detail" }, item.detail) : null,
      ),
      item.note ? h("span", { class: "option-note" }, item.note) : null,
    );
  function draw() {
    items = find(input.value.trim().toLowerCase()).slice(0, MOST);
    list.replaceChildren(...(items.length ? items.map(row) : [h("p", { class: "quiet pad" }, empty)]));
    mark(0);
  }
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      mark(to);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      take(active);
    }
  });
  const dialog = openDialog({
    title,
    body: [input, list],
    onClose: () => dialog.destroy(),
    className: "finder light",
    testid,
  });
  draw();
  input.focus();
}
