// Changing one's own message in place.

import { h } from "../screen/dom.js";
import { store, user } from "../workspace/store.js";
import { unescapeText } from "../text/mrkdwn.js";
import { attempt } from "../workspace/acts.js";

/** Text as it was typed: codes back to names, so that it can be edited. */
export function asTyped(text) {
  return unescapeText(
    String(text || "")
      .replace(/<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, sign, id, label) => {
        const found = sign === "@" ? user(id)?.name : store.state.channels.find((c) => c.id === id)?.name;
        return sign + (found || label || id);
      })
      .replace(/<!(channel|here|everyone)>/g, "@$1")
      .replace(/<!subteam\^[A-Z0-9]+\|@?([^>]*)>/g, "@$1")
      .replace(/<((?:https?:|mailto:)[^>|]+)(?:\|[^>]*)?>/g, "$1"),
  );
}

export function editor(message, channelId, done) {
  const area = h("textarea", { class: "field-input multiline", rows: 3, "aria-label": "Edit message" });
  area.value = asTyped(message.text);
  const save = async () => {
    if (area.value.trim() && (await attempt("edit", { channel: channelId, ts: message.ts, text: area.value }))) done();
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      done();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  setTimeout(() => area.focus());
  return h(
    "div",
    { class: "editor" },
    area,
    h(
      "div",
      { class: "editor-foot" },
      h("span", { class: "quiet" }, "Esc cancels, Enter saves"),
      h("button", { type: "button", class: "button slim", on: { click: done } }, "Cancel"),
      h("button", { type: "button", class: "button primary slim", on: { click: save } }, "Save"),
    ),
  );
}
