// The picker of an emoji, for reactions and for what one writes.

import { h } from "../screen/dom.js";
import { store } from "../workspace/store.js";
import { openPopover, closePopover } from "../screen/popover.js";
import { emojiOf } from "./emoji.js";

const FIRST = [
  "pushpin",
  "eyes",
  "white_check_mark",
  "+1",
  "thumbsup",
  "fire",
  "rotating_light",
  "tada",
  "pray",
  "heart",
  "rocket",
  "thinking_face",
  "raised_hands",
  "warning",
  "mag",
  "bulb",
  "bug",
  "hourglass_flowing_sand",
];

/** One name for each character, the familiar ones first. */
function catalogue() {
  const seen = new Set(),
    out = [];
  for (const name of [...FIRST, ...Object.keys(store.boot.emoji || {})]) {
    const character = emojiOf(name);
    if (character && !seen.has(character)) {
      seen.add(character);
      out.push(name);
    }
  }
  return out;
}

/** Every name of the map that matches, one per character; so "thumbsup" and "+1" both find 👍. */
function matching(words) {
  const query = words.trim().toLowerCase().replace(/\s+/g, "_").replace(/:/g, "");
  if (!query) return catalogue();
  const seen = new Set();
  return Object.keys(store.boot.emoji)
    .filter((n) => n.includes(query))
    .sort((a, b) => Number(!a.startsWith(query)) - Number(!b.startsWith(query)) || a.length - b.length)
    .filter((n) => !seen.has(emojiOf(n)) && seen.add(emojiOf(n)));
}

export function pickEmoji(anchor, onPick) {
  const columns = 8;
  const grid = h("div", { class: "emoji-grid", role: "listbox", "aria-label": "Emoji" });
  const search = h("input", {
    type: "search",
    class: "field-input",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    autocomplete: "off",
  });
  const hint = h("div", { class: "emoji-hint", "aria-live": "polite" });
  const show = (name) => {
    hint.textContent = name ? `:${name}:` : "";
  };
  const render = () => {
    const names = matching(search.value).slice(0, 160);
    grid.replaceChildren(
      ...names.map((name) =>
        h(
          "button",
          {
            type: "button",
            class: "emoji-cell",
            role: "option",
            "aria-label": name.replace(/_/g, " "),
            tabindex: "-1",
            data: { name },
            on: {
              click: () => {
                closePopover();
                onPick(name);
              },
              focus: () => show(name),
              mouseenter: () => show(name),
            },
          },
          emojiOf(name),
        ),
      ),
    );
    if (!names.length) grid.append(h("p", { class: "quiet" }, "Nothing by that name."));
    show(names[0]);
  };
  const cells = () => [...grid.querySelectorAll("button")];
  const onKey = (event) => {
    const all = cells(),
      at = all.indexOf(document.activeElement);
    if (event.key === "Enter" && at < 0) {
      event.preventDefault();
      all[0]?.click();
      return;
    }
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (!step || (at < 0 && Math.abs(step) === 1)) return;
    event.preventDefault();
    if (at < 0) all[0]?.focus();
    else if (at + step < 0) search.focus();
    else all[Math.min(at + step, all.length - 1)]?.focus();
  };
  search.addEventListener("input", render);
  render();
  openPopover(anchor, h("div", { on: { keydown: onKey } }, search, grid, hint), {
    label: "Pick an emoji",
    className: "emoji-picker",
    above: true,
  });
}
