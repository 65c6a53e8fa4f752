// One message: who and when, what it says, its blocks, files, reactions and replies, and the bar of quick actions.

import { h, icon, iconButton } from "./dom.js";
import { store, user, isApp, isMember, here } from "./store.js";
import { control } from "./api.js";
import { mrkdwn, unescapeText } from "./mrkdwn.js";
import { renderBlocks, renderAttachments } from "./blocks.js";
import { author, avatar, displayName } from "./people.js";
import { timeOfDay, fullTime, shortMoment } from "./time.js";
import { emojiNode, pickEmoji, emojiOf } from "./emoji.js";
import { fileCard } from "./files.js";
import { openMenu } from "./popover.js";
import { ask } from "./dialog.js";
import { toast, failure } from "./toasts.js";

const inputs = new Map(); // what was chosen in a message's own inputs, kept while the message is redrawn
export const dismissed = new Set();
export const editing = { ts: null };

const whoAnswers = (message) => displayName(author(message));

/** Calls the workspace and says so when it does not work. */
export async function attempt(name, body, app) {
  try {
    const answer = await control(name, { user: store.me.id, ...body });
    if (answer.error) toast(failure(answer.error, app), { kind: "error" });
    return answer;
  } catch (error) {
    toast(failure(error.code, app), { kind: "error" });
    return null;
  }
}

function context(message, channelId) {
  const key = `${store.me.id} ${channelId} ${message.ts}`;
  if (!inputs.has(key)) inputs.set(key, new Map());
  const where = { channel: channelId, ts: message.ts };
  return {
    state: inputs.get(key),
    act: (el, block_id, value, silent) => (silent ? control("click", { user: store.me.id, ...where, action_id: el.action_id, block_id, value }).catch(() => {}) : attempt("click", { ...where, action_id: el.action_id, block_id, value }, whoAnswers(message))),
    suggest: async (el, value) => { const a = await control("suggest", { user: store.me.id, ...where, action_id: el.action_id, value }); return a.response || a; },
  };
}

export function toggleReaction(message, channelId, name) {
  const mine = (message.reactions || []).find((r) => r.name === name)?.users.includes(store.me.id);
  return attempt(mine ? "unreact" : "react", { channel: channelId, ts: message.ts, name });
}

function reactions(message, channelId) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map((r) => {
    const mine = r.users.includes(store.me.id);
    const who = r.users.map((id) => (id === store.me.id ? "you" : displayName(user(id)))).join(", ");
    return h("button", { type: "button", class: `reaction${mine ? " mine" : ""}`, "aria-pressed": String(mine), title: `${who} reacted with :${r.name}:`, "aria-label": `${r.name.replace(/_/g, " ")}, ${r.count}. ${who}`, data: { reaction: r.name }, on: { click: () => toggleReaction(message, channelId, r.name) } }, emojiNode(r.name), h("span", {}, r.count));
  });
  const add = h("button", { type: "button", class: "reaction add", "aria-label": "Add reaction", title: "Add reaction", "aria-expanded": "false", on: { click: () => pickEmoji(add, (name) => toggleReaction(message, channelId, name)) } }, icon("smile", 16));
  return h("div", { class: "reactions" }, chips, add);
}

function replies(message, openThread) {
  if (!message.reply_count) return null;
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h("button", { type: "button", class: "replies", data: { testid: "open-thread" }, on: { click: () => openThread(message.ts) } },
    h("span", { class: "faces" }, (message.reply_users || []).slice(0, 4).map((id) => avatar(user(id) || { id }, 22))),
    h("span", { class: "replies-count" }, count), message.latest_reply ? h("span", { class: "quiet" }, `last ${shortMoment(message.latest_reply)}`) : null);
}

/** Text as it was typed: codes back to names, so that it can be edited. */
export function asTyped(text) {
  return unescapeText(String(text || "").replace(/<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, sign, id, label) => {
    const found = sign === "@" ? user(id)?.name : store.state.channels.find((c) => c.id === id)?.name;
    return sign + (found || label || id);
  }).replace(/<!(channel|here|everyone)>/g, "@$1").replace(/<!subteam\^[A-Z0-9]+\|@?([^>]*)>/g, "@$1").replace(/<((?:https?:|mailto:)[^>|]+)(?:\|[^>]*)?>/g, "$1"));
}

function editor(message, channelId, done) {
  const area = h("textarea", { class: "field-input multiline", rows: 3, "aria-label": "Edit message" });
  area.value = asTyped(message.text);
  const save = async () => { if (area.value.trim() && await attempt("edit", { channel: channelId, ts: message.ts, text: area.value })) done(); };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); done(); }
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(); }
  });
  setTimeout(() => area.focus());
  return h("div", { class: "editor" }, area, h("div", { class: "editor-foot" }, h("span", { class: "quiet" }, "Esc cancels, Enter saves"), h("button", { type: "button", class: "button slim", on: { click: done } }, "Cancel"), h("button", { type: "button", class: "button primary slim", on: { click: save } }, "Save")));
}

export const permalink = (channelId, message) => `${location.origin}/archives/${channelId}/p${message.ts.replace(".", "")}${message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}` : ""}`;

function moreItems(message, channelId, redraw) {
  const mine = message.user === store.me.id && !message.bot_id;
  const items = store.boot.shortcuts.filter((s) => s.type === "message").map((s) => ({
    label: s.name, detail: s.description, icon: "bolt", data: { shortcut: s.callback_id },
    run: () => attempt("shortcut", { callback_id: s.callback_id, channel: channelId, ts: message.ts }, store.boot.app.name),
  }));
  items.push({ label: "Copy link", icon: "link", run: async () => { try { await navigator.clipboard.writeText(permalink(channelId, message)); toast("Link copied.", { stay: 2500 }); } catch { toast(permalink(channelId, message)); } } });
  if (mine) {
    items.push("line", { label: "Edit message", icon: "edit", run: () => { editing.ts = message.ts; redraw(); } });
    items.push({ label: "Delete message", icon: "trash", danger: true, run: async () => {
      const sure = await ask({ title: { type: "plain_text", text: "Delete this message?" }, text: { type: "plain_text", text: "It disappears for everyone. This cannot be undone." }, confirm: { type: "plain_text", text: "Delete" }, deny: { type: "plain_text", text: "Keep it" }, style: "danger" });
      if (sure) attempt("delete", { channel: channelId, ts: message.ts });
    } });
  }
  return items;
}

function quickBar(message, channelId, { openThread, inThread, redraw }) {
  const pinned = (message.reactions || []).find((r) => r.name === "pushpin")?.users.includes(store.me.id);
  const react = iconButton("smile", "Add reaction", () => pickEmoji(react, (name) => toggleReaction(message, channelId, name)), { "aria-expanded": "false", data: { testid: "add-reaction" } });
  const more = iconButton("more", "More", () => openMenu(more, moreItems(message, channelId, redraw), { label: "Message actions" }), { "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "message-more" } });
  const pin = h("button", { type: "button", class: `icon-button${pinned ? " on" : ""}`, "aria-pressed": String(Boolean(pinned)), "aria-label": pinned ? "Take your 📌 away" : "Mark with 📌", title: pinned ? "Take your 📌 away" : "Mark with 📌", data: { testid: "quick-pin" }, on: { click: () => toggleReaction(message, channelId, "pushpin") } }, emojiOf("pushpin") ? h("span", { class: "emoji", "aria-hidden": "true" }, emojiOf("pushpin")) : icon("pin"));
  return h("div", { class: "quick-bar", role: "toolbar", "aria-label": "Message actions" }, pin, react,
    inThread ? null : iconButton("reply", "Reply in thread", () => openThread(message.thread_ts || message.ts), { data: { testid: "reply-in-thread" } }), more);
}

/** What a message says, whichever way it says it. Blocks win over text, as in Slack. */
function content(message, channelId) {
  const ctx = context(message, channelId);
  const edited = message.edited ? h("span", { class: "edited", title: fullTime(message.edited.ts) }, "(edited)") : null;
  const kinds = new Set((message.blocks || []).map((b) => b.type)); // a header with something to do or to compare makes a card
  const card = kinds.has("header") && (kinds.has("actions") || message.blocks.some((b) => b.fields));
  const body = message.blocks?.length ? h("div", { class: `blocks${card ? " card" : ""}` }, renderBlocks(message.blocks, ctx)) : message.text ? mrkdwn(message.text) : null;
  if (edited && body && !author(message).is_bot) (body.lastElementChild?.matches(".line") ? body.lastElementChild : body).append(" ", edited);
  return [body, renderAttachments(message.attachments, ctx), (message.files || []).map(fileCard)];
}

/** options: {grouped, pinned, inThread, openThread, redraw} */
export function messageNode(message, channelId, options) {
  const who = author(message), app = Boolean(who.is_bot || isApp(who)), private_ = Boolean(message.is_ephemeral);
  const grouped = options.grouped && !private_;
  const stamp = h("time", { class: "stamp", title: fullTime(message.ts), datetime: new Date(message.ts * 1000).toISOString() }, timeOfDay(message.ts));
  const head = grouped ? null : h("div", { class: "message-head" }, h("span", { class: "name" }, displayName(who)), app ? h("span", { class: "app-tag" }, "APP") : null, who.guest ? h("span", { class: "app-tag guest" }, "GUEST") : null, stamp,
    message.subtype === "thread_broadcast" && !options.inThread ? h("span", { class: "quiet" }, "also in a thread") : null);
  const marks = [];
  if (private_) marks.push(h("div", { class: "mark private" }, icon("eye", 14), "Only visible to you", h("button", { type: "button", class: "mark-action", on: { click: () => { dismissed.add(message.ts); options.redraw(); } } }, "Dismiss")));
  if (options.pinned) marks.push(h("div", { class: "mark pinned" }, icon("pin", 14), "Pinned to this channel"));
  const isEditing = editing.ts === message.ts;
  const canAct = isMember(here() || {}) && !private_ && !here()?.is_archived;
  const node = h("article", {
    class: `message${grouped ? " grouped" : ""}${app ? " from-app" : ""}${private_ ? " ephemeral" : ""}${options.pinned ? " is-pinned" : ""}`, tabindex: "-1",
    "aria-label": `${displayName(who)}, ${timeOfDay(message.ts)}`,
    data: { testid: "message", ts: message.ts, ephemeral: private_ ? "true" : null, user: who.name },
  },
  h("div", { class: "gutter" }, grouped ? stamp : avatar(who, 38)),
  h("div", { class: "message-body" }, marks, head,
    isEditing ? editor(message, channelId, () => { editing.ts = null; options.redraw(); }) : content(message, channelId),
    reactions(message, channelId), options.inThread ? null : replies(message, options.openThread)),
  canAct && !isEditing ? quickBar(message, channelId, options) : null);
  return node;
}

