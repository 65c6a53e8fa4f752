// One message: who and when, what it says, its blocks, files, reactions and replies.

import { h, append, icon } from "../screen/dom.js";
import { store, user, isApp, isSlackbot, isMember, here } from "../workspace/store.js";
import { control } from "../workspace/api.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { author, avatar, displayName } from "../workspace/people.js";
import { timeOfDay, fullTime, shortMoment } from "../text/time.js";
import { emojiNode } from "../text/emoji.js";
import { lazy, part } from "../screen/lazy.js";

const attempt = lazy(() => import("../workspace/acts.js"), "attempt");
const toggleReaction = lazy(() => import("../workspace/acts.js"), "toggleReaction");
const pickEmoji = lazy(() => import("../text/emojipicker.js"), "pickEmoji");
const editor = lazy(() => import("./editor.js"), "editor");
const quickBar = lazy(() => import("./quickbar.js"), "quickBar");

/* Blocks, attachments and files: a channel of plain words is shown without waiting for what draws them. */
const loadRich = part(() => import("./rich.js"), (found) => (rich = found));
let rich = null;
const isRich = (m) => Boolean(m.blocks?.length || m.attachments?.length || m.files?.length);
/** What has to be there before these messages can be drawn. */
export const drawable = (messages) => messages.some(isRich) && loadRich();

const inputs = new Map(); // what was chosen in a message's own inputs, kept while the message is redrawn
export const dismissed = new Set();

const whoAnswers = (message) => displayName(author(message));

function context(message, channelId) {
  const key = `${store.me.id} ${channelId} ${message.ts}`;
  if (!inputs.has(key)) inputs.set(key, new Map());
  const where = { channel: channelId, ts: message.ts };
  const quietly = (el, block_id, value, trigger) =>
    control("click", { user: store.me.id, ...where, action_id: el.action_id, block_id, value, trigger }).catch(() => {});
  return {
    state: inputs.get(key),
    act: (el, block_id, value, { silent, trigger } = {}) =>
      silent
        ? quietly(el, block_id, value)
        : attempt("click", { ...where, action_id: el.action_id, block_id, value, trigger }, whoAnswers(message)),
    keep: (el, block_id, value) => quietly(el, block_id, value, "on_character_entered"),
    suggest: async (el, value) => {
      const a = await control("suggest", { user: store.me.id, ...where, action_id: el.action_id, value });
      return a.response || a;
    },
  };
}

function reactions(message, channelId) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map((r) => {
    const mine = r.users.includes(store.me.id);
    const who = r.users.map((id) => (id === store.me.id ? "you" : displayName(user(id)))).join(", ");
    return h(
      "button",
      {
        type: "button",
        class: `reaction${mine ? " mine" : ""}`,
        "aria-pressed": String(mine),
        title: `${who} reacted with :${r.name}:`,
        "aria-label": `${r.name.replace(/_/g, " ")}, ${r.count}. ${who}`,
        data: { reaction: r.name },
        on: { click: () => toggleReaction(message, channelId, r.name) },
      },
      emojiNode(r.name),
      h("span", {}, r.count),
    );
  });
  const add = h(
    "button",
    {
      type: "button",
      class: "reaction add",
      "aria-label": "Add reaction",
      title: "Add reaction",
      "aria-expanded": "false",
      on: { click: () => pickEmoji(add, (name) => toggleReaction(message, channelId, name)) },
    },
    icon("smile", 16),
  );
  return h("div", { class: "reactions" }, chips, add);
}

function replies(message, openThread) {
  if (!message.reply_count) return null;
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h(
    "button",
    { type: "button", class: "replies", data: { testid: "open-thread" }, on: { click: () => openThread(message.ts) } },
    h(
      "span",
      { class: "faces" },
      (message.reply_users || []).slice(0, 4).map((id) => avatar(user(id) || { id }, 22)),
    ),
    h("span", { class: "replies-count" }, count),
    message.latest_reply ? h("span", { class: "quiet" }, `last ${shortMoment(message.latest_reply)}`) : null,
  );
}

/** What a message says, whichever way it says it. Blocks win over text, as in Slack. */
function content(message, channelId) {
  if (message.subtype === "tombstone") return h("p", { class: "quiet" }, "This message was deleted.");
  if (isRich(message) && !rich) {
    const place = h("div", {});
    loadRich().then(() => place.replaceWith(append(h("div", {}), said(message, channelId))));
    return place;
  }
  return said(message, channelId);
}

function said(message, channelId) {
  const ctx = context(message, channelId);
  const edited = message.edited ? h("span", { class: "edited", title: fullTime(message.edited.ts) }, "(edited)") : null;
  const kinds = new Set((message.blocks || []).map((b) => b.type)); // a header with something to do or to compare makes a card
  const card = kinds.has("header") && (kinds.has("actions") || message.blocks.some((b) => b.fields));
  const body = message.blocks?.length
    ? h("div", { class: `blocks${card ? " card" : ""}` }, rich.renderBlocks(message.blocks, ctx))
    : message.text
      ? mrkdwn(message.text)
      : null;
  if (edited && body && !author(message).is_bot)
    (body.lastElementChild?.matches(".line") ? body.lastElementChild : body).append(" ", edited);
  return [isLong(message) ? foldedBody(body, message.ts) : body, rich?.renderAttachments(message.attachments, ctx), (message.files || []).map((file) => rich.fileCard(file))];
}

/* What nobody reads to its end is folded; where something can be done in it, all stays in reach. */
const LONG = 2400; // letters
const unfolded = new Set();
const isLong = (message) =>
  (message.text?.length > LONG || JSON.stringify(message.blocks || "").length > 2 * LONG) &&
  !(message.blocks || []).some((b) => b.type === "actions" || b.type === "input" || b.accessory) &&
  (!message.blocks?.length || message.blocks.some((b) => (b.text?.text || b.text || "").length > LONG / 3 || b.type === "rich_text"));

function foldedBody(body, ts) {
  const box = h("div", { class: "fold" }, body);
  const button = h("button", { type: "button", class: "fold-button", data: { testid: "fold" }, on: { click: flip } });
  function draw() {
    const isOpen = unfolded.has(ts);
    box.classList.toggle("open", isOpen);
    button.textContent = isOpen ? "Show less" : "Show more";
    button.setAttribute("aria-expanded", String(isOpen));
  }
  function flip() {
    if (!unfolded.delete(ts)) unfolded.add(ts);
    draw();
    if (!unfolded.has(ts)) box.closest(".message")?.scrollIntoView({ block: "nearest" });
  }
  draw();
  return h("div", {}, box, button);
}

/* The editor comes into the message's place; it takes the focus itself. */
function editorOf(message, channelId, { redraw }) {
  const place = h("div", {});
  const done = () => {
    const { back } = store.editing;
    store.editing = { ts: null, back: null };
    redraw();
    back?.();
  };
  editor(message, channelId, done).then((node) => place.append(node));
  return place;
}

/** options: {grouped, pinned, inThread, openThread, redraw} */
export function messageNode(message, channelId, options) {
  const who = author(message),
    app = Boolean(who.is_bot || isApp(who)) && !isSlackbot(who),
    private_ = Boolean(message.is_ephemeral);
  const grouped = options.grouped && !private_;
  const tellAll = (event) => (event.target.title = fullTime(message.ts)); // many are drawn, few are pointed at
  const stamp = () =>
    h(
      "time",
      { class: "stamp", on: { pointerenter: tellAll }, datetime: new Date(message.ts * 1000).toISOString() },
      timeOfDay(message.ts),
    );
  const head = grouped
    ? null
    : h(
        "div",
        { class: "message-head" },
        h("span", { class: "name" }, displayName(who)),
        app ? h("span", { class: "app-tag" }, "APP") : null,
        who.guest ? h("span", { class: "app-tag guest" }, "GUEST") : null,
        stamp(),
        message.subtype === "thread_broadcast" && !options.inThread
          ? h("span", { class: "quiet" }, "also in a thread")
          : null,
      );
  const marks = [];
  if (private_)
    marks.push(
      h(
        "div",
        { class: "mark private" },
        icon("eye", 14),
        "Only visible to you",
        h(
          "button",
          {
            type: "button",
            class: "mark-action",
            on: {
              click: () => {
                dismissed.add(message.ts);
                options.redraw();
              },
            },
          },
          "Dismiss",
        ),
      ),
    );
  if (options.pinned) marks.push(h("div", { class: "mark pinned" }, icon("pin", 14), "Pinned to this channel"));
  const isEditing = store.editing.ts === message.ts;
  const canAct = isMember(here() || {}) && !private_ && !here()?.is_archived && message.subtype !== "tombstone";
  const node = h(
    "article",
    {
      class: `message${grouped ? " grouped" : ""}${app ? " from-app" : ""}${private_ ? " ephemeral" : ""}${options.pinned ? " is-pinned" : ""}`,
      tabindex: "-1",
      "aria-label": `${displayName(who)}, ${timeOfDay(message.ts)}`,
      data: { testid: "message", ts: message.ts, ephemeral: private_ ? "true" : null, user: who.name },
    },
    h(
      "div",
      { class: "gutter", data: { time: grouped ? timeOfDay(message.ts) : null } },
      grouped ? null : avatar(who, 38),
    ),
    h(
      "div",
      { class: "message-body" },
      marks,
      head,
      isEditing
        ? editorOf(message, channelId, options)
        : content(message, channelId),
      reactions(message, channelId),
      options.inThread ? null : replies(message, options.openThread),
    ),
  );
  if (canAct && !isEditing) node.quickBar = () => quickBar(message, channelId, options);
  return node;
}
