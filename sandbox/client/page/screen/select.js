// The one select of the client: a button that opens a searchable list, for options, people and channels, single or many.

import { h, icon, uid } from "./dom.js";
import { openPopover, closePopover, place } from "./popover.js";
import { plainText, unescapeText } from "../text/mrkdwn.js";

/** options: (query) => groups or a promise of them; a group is {label?, options: [{text, value, description?, lead?}]}.
    chosen: options that are set at start. onChange gets the whole list of chosen options. */
export function selectControl({
  options,
  chosen = [],
  multi = false,
  max,
  placeholder,
  label,
  describedBy,
  search = true,
  external = false,
  minQuery = 0,
  data,
  onChange,
  invalid,
}) {
  let picked = [...chosen];
  const words = h("span", { class: "select-words" });
  const button = h(
    "button",
    {
      type: "button",
      class: "select-control",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label,
      "aria-describedby": describedBy,
      "aria-invalid": invalid ? "true" : null,
      data,
    },
    words,
    icon("chevron", 16),
  );
  const show = () => {
    words.classList.toggle("is-placeholder", picked.length === 0);
    if (!picked.length) words.replaceChildren(placeholder || "Choose");
    else if (multi) words.replaceChildren(...picked.map((o) => h("span", { class: "chip" }, plainText(o.text))));
    else words.replaceChildren(...plainText(picked[0].text).flat());
    button.setAttribute(
      "aria-label",
      `${label || placeholder || "Select"}: ${picked.map((o) => unescapeText(o.text)).join(", ") || "nothing chosen"}`,
    );
    button.dataset.value = picked.map((o) => o.value).join(",");
  };
  show();

  button.addEventListener("click", open);
  button.addEventListener("keydown", (event) => {
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      open();
    } else if (["Backspace", "Delete"].includes(event.key) && picked.length) {
      picked = multi ? picked.slice(0, -1) : [];
      show();
      onChange(picked);
    }
  });

  function open() {
    const listId = uid("list");
    const list = h("div", {
      class: "option-list",
      role: "listbox",
      id: listId,
      "aria-label": label || placeholder || "Options",
      "aria-multiselectable": multi ? "true" : null,
      tabindex: "-1",
    });
    const input = h("input", {
      type: "text",
      class: "field-input",
      placeholder: external ? "Type to search" : "Search",
      "aria-label": `Search ${label || "options"}`,
      role: "combobox",
      "aria-controls": listId,
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      autocomplete: "off",
    });
    let rows = [],
      active = -1,
      turn = 0,
      dirty = false,
      hasty = false; // dirty: what is listed is older than what was typed
    const mark = (at) => {
      active = rows.length ? (at + rows.length) % rows.length : -1;
      rows.forEach((r, i) => r.node.classList.toggle("active", i === active));
      const row = rows[active];
      for (const n of [input, list])
        row ? n.setAttribute("aria-activedescendant", row.node.id) : n.removeAttribute("aria-activedescendant");
      row?.node.scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      const has = picked.some((o) => o.value === option.value);
      if (multi) {
        if (!has && max && picked.length >= max) return;
        picked = has ? picked.filter((o) => o.value !== option.value) : [...picked, option];
      } else picked = [option];
      show();
      if (multi) {
        const at = active;
        draw(lastGroups);
        mark(at);
      } else closePopover();
      onChange(picked);
    };
    let lastGroups = [];
    const draw = (groups) => {
      lastGroups = groups;
      rows = [];
      list.replaceChildren();
      for (const group of groups) {
        if (!group.options.length) continue;
        if (group.label) list.append(h("div", { class: "menu-heading", role: "presentation" }, plainText(group.label)));
        for (const option of group.options) {
          const isOn = picked.some((o) => o.value === option.value);
          const node = h(
            "div",
            {
              class: "option",
              role: "option",
              id: uid("option"),
              "aria-selected": String(isOn),
              data: { value: option.value },
              on: { click: () => choose(option), pointermove: () => mark(rows.findIndex((r) => r.node === node)) },
            },
            option.lead || null,
            h(
              "span",
              { class: "menu-words" },
              h("span", { class: "menu-label" }, plainText(option.text)),
              option.description ? h("span", { class: "menu-detail" }, plainText(option.description)) : null,
            ),
            isOn ? icon("check", 16) : null,
          );
          rows.push({ node, option });
          list.append(node);
        }
      }
      if (!rows.length)
        list.append(
          h(
            "p",
            { class: "quiet pad" },
            external && input.value.length < minQuery ? `Type at least ${minQuery} characters.` : "Nothing found.",
          ),
        );
    };
    const load = async () => {
      const mine = ++turn;
      if (external && input.value.length < minQuery) {
        draw([]);
        return;
      }
      const slow = setTimeout(() => {
        if (mine === turn && !rows.length) list.replaceChildren(h("p", { class: "quiet pad" }, "Looking…"));
      }, 150);
      const groups = await Promise.resolve(options(input.value)).catch(() => null);
      clearTimeout(slow);
      if (mine !== turn) return;
      if (!groups) dirty = hasty = false;
      if (!groups) {
        rows = [];
        list.replaceChildren(h("p", { class: "quiet pad" }, "The options could not be loaded."));
        return;
      }
      draw(groups);
      mark(
        Math.max(
          0,
          rows.findIndex((r) => picked.some((o) => o.value === r.option.value)),
        ),
      );
      dirty = false;
      if (hasty && rows[active]) {
        hasty = false;
        choose(rows[active].option);
      }
      if (list.isConnected) place(list.closest(".popover"), button, { matchWidth: true });
    };
    const onKey = (event) => {
      const go = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (go !== undefined && !(event.target === input && (event.key === "Home" || event.key === "End"))) {
        event.preventDefault();
        mark(go);
      } else if (event.key === "Enter" || (event.key === " " && event.target !== input)) {
        event.preventDefault();
        event.stopPropagation();
        if (dirty) hasty = true;
        else if (rows[active]) choose(rows[active].option);
      }
    };
    let timer = null;
    input.addEventListener("input", () => {
      dirty = true;
      hasty = false;
      clearTimeout(timer);
      timer = setTimeout(load, external ? 180 : 0);
    });
    const first = external ? [] : options("");
    const many =
      search && (external || (Array.isArray(first) ? first.reduce((n, g) => n + g.options.length, 0) > 7 : true));
    const node = openPopover(button, [many ? h("div", { class: "option-search" }, input) : null, list], {
      label: label || "Options",
      matchWidth: true,
      className: "select-popover",
      focus: false,
    });
    if (!node) return;
    node.addEventListener("keydown", onKey);
    (many ? input : list).focus({ preventScroll: true });
    load();
  }

  return { node: button, get: () => picked };
}

/** Filters fixed groups by what was typed. */
export const filtering = (groups) => (query) => {
  const q = query.trim().toLowerCase();
  return groups.map((g) => ({
    ...g,
    options: g.options.filter(
      (o) => !q || `${unescapeText(o.text)} ${o.keywords || ""} ${o.description || ""}`.toLowerCase().includes(q),
    ),
  }));
};
