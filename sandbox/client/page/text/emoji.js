// Emoji: names to characters from the workspace's own map.

import { h } from "../screen/dom.js";
import { store } from "../workspace/store.js";

export function emojiOf(name) {
  const found = store.boot.emoji?.[String(name).split("::")[0]];
  return typeof found === "string" ? found : null;
}

export function emojiNode(name) {
  const character = emojiOf(name);
  if (!character) return h("span", { class: "emoji-name" }, `:${name}:`);
  if (/^https?:/.test(character)) return h("img", { class: "emoji", src: character, alt: `:${name}:` });
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replace(/[_-]/g, " "), title: `:${name}:` },
    character,
  );
}
