// Where one writes: Enter sends, a slash runs a command, names and channels complete themselves.

import { h, icon, iconButton, busy, isSmall } from "./dom.js";
import { store, here, isIm, imPartner } from "./store.js";
import { control } from "./api.js";
import { autocomplete } from "./autocomplete.js";
import { displayName } from "./people.js";
import { failure } from "./toasts.js";
import { hintIsDone } from "./welcome.js";
import { openMenu } from "./popover.js";
import { pickEmoji, emojiOf } from "./emoji.js";

const drafts = new Map();

export const placeholderFor = (c) =>
  !c
    ? ""
    : isIm(c)
      ? `Message ${displayName(imPartner(c))}`
      : `Message #${c.name}${store.boot.commands.length && !isSmall() ? ", or / for a command" : ""}`;

export function createComposer({ testid, sendTestid, placeholder, thread = () => null }) {
  const inThread = testid !== "composer";
  const area = h("textarea", { class: "composer-text", rows: 1, data: { testid }, enterkeyhint: "send" });
  const notice = h("div", {
    class: "composer-notice",
    role: "status",
    hidden: true,
    data: { testid: inThread ? "thread-notice" : "notice" },
  });
  const sendButton = h(
    "button",
    {
      type: "button",
      class: "send",
      "aria-label": "Send",
      title: "Send (Enter)",
      disabled: true,
      data: { testid: sendTestid },
      on: { click: () => send() },
    },
    icon("send", 18),
  );
  const emoji = iconButton(
    "smile",
    "Emoji",
    () => pickEmoji(emoji, (name) => insert(emojiOf(name) && !/^https?:/.test(emojiOf(name)) ? `:${name}: ` : "")),
    { "aria-expanded": "false" },
  );
  const globals = iconButton(
    "bolt",
    "Shortcuts",
    () =>
      openMenu(
        globals,
        store.boot.shortcuts
          .filter((s) => s.type === "global")
          .map((s) => ({
            label: s.name,
            detail: s.description,
            icon: "bolt",
            data: { shortcut: s.callback_id },
            run: () => run("shortcut", { callback_id: s.callback_id }),
          })),
        { label: "Shortcuts", above: true },
      ),
    { "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "shortcuts" } },
  );
  const suggest = autocomplete(area, { inThread, onInsert: changed });
  const bar = h(
    "div",
    { class: "composer-bar" },
    emoji,
    inThread ? null : globals,
    h("span", { class: "composer-hint" }, h("b", {}, "Shift + Enter"), " for a new line"),
    sendButton,
  );
  const node = h("div", { class: "composer" }, suggest.node, notice, h("div", { class: "composer-box" }, area, bar));
  const key = () => `${store.me?.id} ${store.channelId} ${thread() || ""}`;
  let shownKey = null,
    noticeTimer = null;

  function insert(text) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    changed();
  }
  function size() {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
  }
  function changed() {
    size();
    sendButton.disabled = !area.value.trim();
    drafts.set(key(), area.value);
  }
  function say(words) {
    clearTimeout(noticeTimer);
    notice.hidden = !words;
    notice.replaceChildren(
      ...(words ? [icon("alert", 16), h("span", {}, words), iconButton("close", "Dismiss", () => say(null))] : []),
    );
    if (words) noticeTimer = setTimeout(() => say(null), 15000);
  }

  async function run(name, body, back) {
    const channel = store.channelId,
      who = store.me.id;
    try {
      const answer = await busy(sendButton, () => control(name, { user: who, ...body }));
      if (answer.error) say(failure(answer.error, store.boot.app.name));
      return !answer.error;
    } catch (error) {
      say(failure(error.code, store.boot.app.name));
      if (back && store.channelId === channel && !area.value) {
        area.value = back;
        changed();
      }
      return false;
    }
  }

  async function send() {
    const text = area.value.trim(),
      c = here();
    if (!text || !c) return;
    say(null);
    const command = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text);
    if (command && inThread) return say("Commands work in the channel, not in a thread.");
    const known = command && store.boot.commands.find((k) => k.command === command[1].toLowerCase());
    if (command && !known) return say(`${command[1]} is not a command here. Type / to see what there is.`);
    area.value = "";
    suggest.hide();
    changed();
    if (known) {
      if (await run("command", { channel: c.id, command: known.command, text: command[2] || "" }, text)) hintIsDone();
    } else run("message", { channel: c.id, text, ...(thread() ? { thread_ts: thread() } : {}) }, text);
  }

  area.addEventListener("input", () => {
    say(null);
    changed();
    suggest.update();
  });
  area.addEventListener("keydown", (event) => {
    if (suggest.handle(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });

  return {
    node,
    focus: () => area.focus({ preventScroll: true }),
    fill(text) {
      area.value = text;
      changed();
      area.focus();
      area.setSelectionRange(text.length, text.length);
    },
    refresh() {
      globals.hidden = !store.boot.shortcuts.some((s) => s.type === "global");
      area.placeholder = placeholder();
      area.setAttribute("aria-label", placeholder());
      if (shownKey === key()) return;
      shownKey = key();
      area.value = drafts.get(shownKey) || "";
      say(null);
      suggest.hide();
      size();
      sendButton.disabled = !area.value.trim();
    },
  };
}
