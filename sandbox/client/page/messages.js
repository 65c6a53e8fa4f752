// The channel's messages: keeps to the newest, marks what is new, and goes to a message that was asked for.

import { h, icon } from "./dom.js";
import {
  store,
  on,
  here,
  isReply,
  messagesOf,
  messageAt,
  markRead,
  lastRead,
  isIm,
  imPartner,
  isMember,
} from "./store.js";
import { messageList, walkWithArrows } from "./list.js";
import { hintCard } from "./welcome.js";
import { displayName } from "./people.js";
import { mrkdwn } from "./mrkdwn.js";
import { valueOf } from "./header.js";

export const worldKey = () =>
  JSON.stringify([
    store.me?.id,
    store.state.users.map((u) => [u.id, displayName(u), u.deleted]),
    store.state.channels.map((c) => [c.id, c.name]),
    isMember(here() || {}),
    here()?.is_archived,
  ]);

function intro(c) {
  if (isIm(c))
    return h(
      "div",
      { class: "intro" },
      h("h3", {}, displayName(imPartner(c))),
      h("p", { class: "quiet" }, "Only the two of you can read this."),
    );
  const purpose = valueOf(c.purpose);
  return h(
    "div",
    { class: "intro" },
    h("span", { class: "intro-mark" }, icon(c.is_private ? "lock" : "hash", 26)),
    h("h3", {}, `#${c.name}`),
    h("p", { class: "quiet" }, purpose ? mrkdwn(purpose) : `This is where #${c.name} begins.`),
  );
}

export function messagesPane({ openThread, fillComposer }) {
  const list = h("div", {
    class: "message-list",
    role: "log",
    "aria-label": "Messages",
    "aria-live": "polite",
    "aria-relevant": "additions",
    data: { testid: "message-list" },
  });
  const jump = h(
    "button",
    { type: "button", class: "jump", hidden: true, on: { click: () => toEnd(true) } },
    icon("down", 16),
    h("span", {}, "New messages"),
  );
  const node = h("div", { class: "messages" }, list, jump);
  const drawer = messageList(list);
  walkWithArrows(list);
  let shown = null,
    newSince = null,
    lead = [],
    following = true;

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 90;
  const smooth = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  function toEnd(soft) {
    list.scrollTo({ top: list.scrollHeight, behavior: soft ? smooth() : "auto" });
    jump.hidden = true;
    following = true;
  }
  list.addEventListener(
    "scroll",
    () => {
      following = atEnd();
      if (following) {
        jump.hidden = true;
        seen();
      }
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    if (following) list.scrollTop = list.scrollHeight;
  }).observe(list);
  const seen = () => {
    if (!document.hidden && store.channelId && following && store.tab === "messages") markRead(store.channelId);
  };
  document.addEventListener("visibilitychange", seen);

  function draw() {
    const c = here();
    if (!c || store.tab !== "messages") return;
    const isNew = shown !== `${store.me.id} ${c.id}`;
    if (isNew) {
      shown = `${store.me.id} ${c.id}`;
      newSince = null;
      drawer.forget();
      following = true;
    }
    const all = messagesOf(c.id).filter((m) => !isReply(m) || m.subtype === "thread_broadcast" || m.reply_broadcast);
    if (newSince === null && store.messages.has(c.id)) {
      // decided once, when the channel opens: what comes while one looks is not "new"
      newSince = all.some((m) => Number(m.ts) > lastRead(c.id) && m.user !== store.me.id) ? lastRead(c.id) : 0;
    }
    const before = list.querySelectorAll("[data-ts]").length;
    lead = [intro(c), hintCard(c, fillComposer)];
    drawer.draw(all, { openThread, redraw: draw, newSince: newSince || null }, worldKey(), lead.filter(Boolean));
    if (store.highlightTs) return highlight();
    if (following) toEnd();
    else if (list.querySelectorAll("[data-ts]").length > before) jump.hidden = false;
    seen();
  }

  function highlight() {
    const wanted = messageAt(store.channelId, store.highlightTs);
    if (!wanted) {
      toEnd();
      return;
    }
    const target = isReply(wanted) ? wanted.thread_ts : wanted.ts;
    if (isReply(wanted) && store.threadTs !== wanted.thread_ts) openThread(wanted.thread_ts, wanted.ts);
    const row = list.querySelector(`[data-ts="${CSS.escape(target)}"]`);
    store.highlightTs = null;
    if (!row) return;
    following = false;
    row.scrollIntoView({ block: "center" });
    row.classList.add("flash");
    row.focus({ preventScroll: true });
    setTimeout(() => row.classList.remove("flash"), 2600);
  }

  on("messages", (id) => {
    if (id === store.channelId) draw();
  });
  on("state", draw);
  on("route", draw);
  return { node, draw, toEnd };
}
