// Where one writes: Enter sends, a slash runs a command, names and channels complete themselves, files come along.

import { h, icon, iconButton, busy, isSmall } from "../screen/dom.js";
import { store, emit, here, isDirect } from "../workspace/store.js";
import { control } from "../workspace/api.js";
import { draftOf, keepDraft } from "./drafts.js";
import { hintIsDone } from "../workspace/welcome.js";
import { openMenu } from "../screen/popover.js";
import { lazy, part, afterwards } from "../screen/lazy.js";
import { emojiOf } from "../text/emoji.js";
import { nameOf } from "../channel/channel.js";

const pickEmoji = lazy(() => import("../text/emojipicker.js"), "pickEmoji");
const failure = lazy(() => import("../screen/toasts.js"), "failure");
const encoded = lazy(() => import("./uploads.js"), "encoded");

const NOTICE_STAYS = 15000; // milliseconds

export function placeholderFor(c) {
  if (!c) return "";
  const hint = !isDirect(c) && store.boot.commands.length && !isSmall() ? ", or / for a command" : "";
  return `Message ${nameOf(c)}${hint}`;
}

function noticeLine(testid) {
  const node = h("div", { class: "composer-notice", role: "status", hidden: true, data: { testid } });
  let timer = null;
  const say = (words) => {
    clearTimeout(timer);
    node.hidden = !words;
    node.replaceChildren(
      ...(words ? [icon("alert", 16), h("span", {}, words), iconButton("close", "Dismiss", () => say(null))] : []),
    );
    if (words) timer = setTimeout(() => say(null), NOTICE_STAYS);
  };
  return { node, say };
}

function shortcutsButton(run) {
  const items = () =>
    store.boot.shortcuts
      .filter((s) => s.type === "global")
      .map((s) => ({
        label: s.name,
        detail: s.description,
        icon: "bolt",
        data: { shortcut: s.callback_id },
        run: () => run("shortcut", { callback_id: s.callback_id }),
      }));
  const button = iconButton("bolt", "Shortcuts", () => openMenu(button, items(), { label: "Shortcuts", above: true }), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    data: { testid: "shortcuts" },
  });
  return button;
}

/** last() gives the newest message of one's own, for the Up key; redraw() shows it in its editor. */
export function createComposer({ testid, sendTestid, placeholder, thread = () => null, last = () => null, redraw }) {
  const inThread = testid !== "composer";
  const area = h("textarea", { class: "composer-text", rows: 1, data: { testid }, enterkeyhint: "send" });
  const notice = noticeLine(inThread ? "thread-notice" : "notice"),
    say = notice.say;
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
  let files = null; // those that wait to be sent
  const theFiles = part(
    () => import("./uploads.js"),
    ({ stagedFiles }) => {
      files = stagedFiles({ onChange: changed, say });
      box.prepend(files.list);
      box.append(files.input);
      return files;
    },
  );
  let suggest = null;
  const theSuggestions = part(
    () => import("./autocomplete.js"),
    ({ autocomplete }) => {
      suggest = autocomplete(area, { inThread, onInsert: changed });
      node.prepend(suggest.node);
      return suggest;
    },
  );
  afterwards(theFiles);
  afterwards(theSuggestions);
  const emoji = iconButton(
    "smile",
    "Emoji",
    () => pickEmoji(emoji, (name) => insert(emojiOf(name) && !/^https?:/.test(emojiOf(name)) ? `:${name}: ` : "")),
    { "aria-expanded": "false" },
  );
  const attach = iconButton("clip", "Attach files", async () => (await theFiles()).choose(), { data: { testid: `${testid}-attach` } });
  const globals = shortcutsButton(run);
  const hint = h("span", { class: "composer-hint" }, h("b", {}, "Shift + Enter"), " for a new line");
  const bar = h("div", { class: "composer-bar" }, attach, emoji, inThread ? null : globals, hint, sendButton);
  const box = h("div", { class: "composer-box" }, area, bar);
  const node = h("div", { class: "composer" }, notice.node, box);
  let shownFor = null;

  function insert(text) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    changed();
  }
  function size() {
    area.style.height = "auto";
    if (area.value) area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
  }
  function changed() {
    size();
    sendButton.disabled = !area.value.trim() && !files?.any();
    if (store.channelId) keepDraft(store.channelId, thread(), area.value);
  }

  async function run(name, body, back = {}) {
    const channelId = store.channelId,
      who = store.me.id;
    const failed = async (code, why) => {
      say(await failure(code, store.boot.app.name, why));
      if (store.channelId !== channelId || area.value) return false;
      area.value = back.text || "";
      if (back.files) (await theFiles()).add(back.files);
      changed();
      return false;
    };
    try {
      const answer = await busy(sendButton, () => control(name, { user: who, ...body }));
      return answer.error ? failed(answer.error, answer.why) : true;
    } catch (error) {
      return failed(error.code);
    }
  }

  async function send() {
    const text = area.value.trim(),
      c = here();
    if ((!text && !files?.any()) || !c) return;
    say(null);
    const command = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text);
    if (command && inThread) return say("Commands work in the channel, not in a thread.");
    const known = command && store.boot.commands.find((k) => k.command === command[1].toLowerCase());
    if (command && !known) return say(`${command[1]} is not a command here. Type / to see what there is.`);
    const taken = known ? [] : files?.take() || [];
    area.value = "";
    suggest?.hide();
    changed();
    emit("sent", thread());
    const where = { channel: c.id, ...(thread() ? { thread_ts: thread() } : {}) };
    if (known) {
      if (await run("command", { ...where, command: known.command, text: command[2] || "" }, { text })) hintIsDone();
    } else if (taken.length) run("upload", { ...where, text, files: await encoded(taken) }, { text, files: taken });
    else run("message", { ...where, text }, { text });
  }

  function editLast(event) {
    const own = !area.value && last();
    if (!own) return;
    event.preventDefault();
    store.editing = { ts: own.ts, back: () => area.focus() };
    redraw();
  }

  area.addEventListener("input", () => {
    say(null);
    changed();
    theSuggestions().then(() => suggest.update());
  });
  area.addEventListener("keydown", (event) => {
    if (suggest?.handle(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && !event.altKey) editLast(event);
  });

  return {
    node,
    area,
    staged: theFiles,
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
      const key = `${store.me?.id} ${store.channelId} ${thread() || ""}`;
      if (shownFor === key) return;
      shownFor = key;
      area.value = store.channelId ? draftOf(store.channelId, thread()) : "";
      files?.take();
      say(null);
      suggest?.hide();
      size();
      sendButton.disabled = !area.value.trim();
    },
  };
}
