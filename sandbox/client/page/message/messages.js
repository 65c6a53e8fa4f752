// The channel's messages: keeps to the newest, marks what is new, and goes to a message that was asked for.

import { h, icon, iconButton } from "../screen/dom.js";
import { store, on, here, isReply, isDirect, isMember, partnersOf } from "../workspace/store.js";
import { catchUp, timelineOf, openTimeline } from "../workspace/timeline.js";
import { lastRead, markRead, unread } from "../workspace/unread.js";
import { messageList, walkWithArrows } from "./list.js";
import { scroller, flash } from "./scroller.js";
import { hintCard } from "../workspace/welcome.js";
import { displayName } from "../workspace/people.js";
import { literal } from "../text/mrkdwn.js";
import { valueOf, nameOf } from "../channel/channel.js";
import { shortMoment } from "../text/time.js";

export const worldKey = () =>
  JSON.stringify([store.me?.id, store.names, isMember(here() || {}), here()?.is_archived, here()?.pins?.length]);

function intro(c) {
  if (isDirect(c))
    return h(
      "div",
      { class: "intro" },
      h("h3", {}, nameOf(c)),
      h("p", { class: "quiet" }, `Only you and ${partnersOf(c).map(displayName).join(", ") || "you"} can read this.`),
    );
  const purpose = valueOf(c.purpose);
  return h(
    "div",
    { class: "intro" },
    h("span", { class: "intro-mark" }, icon(c.is_private ? "lock" : "hash", 26)),
    h("h3", {}, `#${c.name}`),
    h("p", { class: "quiet" }, purpose ? literal(purpose) : `This is where #${c.name} begins.`),
  );
}

export function messagesPane({ openThread, fillComposer }) {
  const list = h("div", {
    class: "message-list",
    id: "messages",
    role: "log",
    tabindex: "-1",
    "aria-label": "Messages",
    "aria-live": "off", // what is new is told by live.js, calmly
    data: { testid: "message-list" },
  });
  const jumpWords = h("span", {});
  const jump = h(
    "button",
    { type: "button", class: "jump", hidden: true, data: { testid: "jump" }, on: { click: () => scroll.toEnd() } },
    icon("down", 16),
    jumpWords,
  );
  const backWords = h("span", {});
  const back = h(
    "div",
    { class: "jump-back", hidden: true },
    h(
      "button",
      { type: "button", class: "jump up", data: { testid: "jump-unread" }, on: { click: toUnread } },
      icon("up", 16),
      backWords,
    ),
    iconButton("close", "Stay with the newest", () => forgetUnread()),
  );
  const node = h("div", { class: "messages" }, list, back, jump);
  const drawer = messageList(list);
  walkWithArrows(list);
  let line = null,
    shown = null,
    newSince = null,
    drawnTo = null, // the newest message when one last looked
    settled = null, // the line of which one has seen all that came before one looked
    firstUnread = null;

  const scroll = scroller(list, {
    line: () => line,
    paint(messages, { before, atStart }) {
      const c = here();
      const lead = atStart ? [intro(c), hintCard(c, fillComposer)].filter(Boolean) : [];
      drawer.draw(messages, { openThread, redraw: draw, before, newSince }, worldKey(), lead);
    },
    onMove: moved,
  });

  function moved() {
    const away = Boolean(line?.loaded) && !scroll.atEnd() && (line.newer || scroll.below() > list.clientHeight * 0.8);
    const c = here(),
      count = c ? unread(c).count : 0;
    jump.hidden = !away;
    jumpWords.textContent = count ? `${count > 99 ? "99+" : count} new` : "To the newest";
    const reached = firstUnread && list.querySelector(`:scope > [data-ts="${CSS.escape(firstUnread)}"]`);
    if (reached && reached.getBoundingClientRect().bottom > list.getBoundingClientRect().top) forgetUnread();
    seen();
  }
  const seen = () => {
    if (document.hidden || !line?.loaded || store.tab !== "messages" || line.channelId !== store.channelId) return;
    if (isMember(here() || {}) && scroll.atEnd() && line.newest) markRead(store.channelId, line.newest);
  };
  document.addEventListener("visibilitychange", seen);

  function forgetUnread() {
    firstUnread = null;
    back.hidden = true;
  }
  async function toUnread() {
    const ts = firstUnread;
    forgetUnread();
    store.highlightTs = ts;
    await highlight();
  }
  function offerUnread(c) {
    const waiting = unread(c);
    firstUnread = waiting.count > 12 ? waiting.first : null;
    back.hidden = !firstUnread;
    if (firstUnread) backWords.textContent = `${waiting.count} new since ${shortMoment(firstUnread)}`;
  }

  /** Where the numbers were not known yet: what is loaded says whether it begins before. */
  function offerOlderUnread() {
    if (firstUnread || !newSince || !line.older || !line.items.length || line.items[0].ts <= newSince) return;
    firstUnread = newSince;
    back.hidden = false;
    backWords.textContent = `New since ${shortMoment(newSince)}`;
  }

  function enter(c) {
    shown = `${store.me.id} ${c.id}`;
    line = timelineOf(c.id);
    line.following = true;
    newSince = isMember(c) ? lastRead(c.id) : null;
    drawnTo = null;
    settled = store.highlightTs ? line : null;
    drawer.forget();
    scroll.forget();
    offerUnread(c);
    if (store.highlightTs) return;
    const opened = line;
    openTimeline(line)
      .then(() => line === opened && offerOlderUnread())
      .then(() => catchUp(c.id)) // what came before one looked may still be on its way
      .then(() => (settled = opened));
  }

  /** What comes while one looks at the newest is not "new"; a line that stands already stays where it is. */
  function watch() {
    const isWatching = settled === line && document.hasFocus() && !document.hidden && line.following && !line.newer;
    const stands = list.querySelector(":scope > .day.new");
    if (newSince && drawnTo && isWatching && !stands && line.newest > newSince) newSince = line.newest;
    drawnTo = line.newest;
  }

  function draw() {
    const c = here();
    if (!c || store.tab !== "messages") return;
    if (shown !== `${store.me.id} ${c.id}`) enter(c);
    if (store.highlightTs) return highlight();
    if (line.loaded) watch();
    scroll.draw();
    if (line.loaded) performance.mark("messages"); // what the bench measures
    seen();
  }

  let seeking = null;
  async function highlight() {
    const ts = store.highlightTs,
      wanted = line;
    if (seeking === ts) return;
    seeking = ts;
    try {
      let target = ts;
      if (!line.find(ts)) {
        const found = await line.loadAround(ts).catch(() => null);
        if (wanted !== line || !found) return;
        if (found.thread) {
          openThread(found.thread, ts);
          target = found.thread;
          if (!line.find(target)) await line.loadAround(target).catch(() => null);
        }
      } else if (isReply(line.find(ts))) openThread(line.find(ts).thread_ts, ts);
      await openTimeline(line);
      land(scroll.goTo(target));
    } finally {
      seeking = null;
      if (store.highlightTs === ts) store.highlightTs = null;
    }
  }
  function land(row) {
    if (!row) return scroll.draw();
    flash(row);
    row.focus({ preventScroll: true });
  }

  on("messages", (id) => {
    if (id === store.channelId && !store.highlightTs) draw();
  });
  on("state", draw);
  on("route", draw);
  on("read", moved);
  on("sent", (thread) => {
    if (thread || !line?.loaded || !newSince) return;
    newSince = line.newest; // whoever writes has seen what stands above
    if (!store.highlightTs) scroll.draw();
  });
  return { node, draw, mine: () => line?.items.findLast((m) => m.user === store.me.id && !m.bot_id && !m.subtype) };
}
