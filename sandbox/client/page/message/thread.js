// The thread panel on the right: one message, its replies, and a composer for the next.

import { h, iconButton, isSmall, pushLayer } from "../screen/dom.js";
import { store, on, here, emit, isMember } from "../workspace/store.js";
import { timelineOf, openTimeline } from "../workspace/timeline.js";
import { messageList, walkWithArrows } from "./list.js";
import { scroller, flash } from "./scroller.js";
import { messageNode } from "./message.js";
import { createComposer } from "../compose/composer.js";
import { worldKey } from "./messages.js";
import { nameOf } from "../channel/channel.js";

export function threadPane() {
  const list = h("div", {
    class: "thread-list",
    role: "log",
    tabindex: "-1",
    "aria-label": "Replies",
    "aria-live": "off",
  });
  const composer = createComposer({
    testid: "thread-composer",
    sendTestid: "thread-send",
    placeholder: () => "Reply…",
    thread: () => store.threadTs,
    last: () => line?.items.findLast((m) => m.user === store.me.id && !m.bot_id && !m.subtype),
    redraw: () => draw(),
  });
  const title = h("span", { class: "quiet" });
  const node = h(
    "aside",
    { class: "thread", "aria-label": "Thread", hidden: true, data: { testid: "thread" } },
    h(
      "header",
      { class: "thread-head" },
      h("h2", {}, "Thread"),
      title,
      iconButton("close", "Close thread", () => close(), { data: { testid: "thread-close" } }),
    ),
    list,
    composer.node,
  );
  const drawer = messageList(list);
  walkWithArrows(list);
  let line = null,
    opener = null,
    popLayer = null,
    flashTs = null;

  /** What the thread hangs on stays above the replies, also where the oldest of those are not loaded. */
  function lead(messages, options) {
    if (!line.parent || messages[0]?.ts === line.thread) return [];
    return [
      messageNode(line.parent, store.channelId, options),
      h("div", { class: "day", role: "separator" }, h("span", {}, "Earlier replies are above")),
    ];
  }
  const scroll = scroller(list, {
    line: () => line,
    paint(messages, { before, atStart }) {
      const options = { inThread: true, openThread: open, redraw: draw, before };
      drawer.draw(messages, options, worldKey(), atStart ? lead(messages, options) : []);
    },
  });

  function open(ts, highlight) {
    if (store.threadTs !== ts) {
      drawer.forget();
      scroll.forget();
    }
    if (!store.threadTs) opener = document.activeElement;
    store.threadTs = ts;
    line = timelineOf(store.channelId, ts);
    line.following = !highlight;
    flashTs = highlight || null;
    node.hidden = false;
    document.getElementById("app").classList.add("with-thread");
    if (!popLayer) popLayer = pushLayer(close);
    composer.refresh();
    openTimeline(line);
    if (!highlight && !isSmall()) composer.focus();
  }

  function close() {
    if (popLayer) popLayer();
    popLayer = null;
    store.threadTs = line = null;
    node.hidden = true;
    drawer.forget();
    document.getElementById("app").classList.remove("with-thread");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    emit("thread");
  }

  function draw() {
    if (!line?.loaded) return;
    const c = here();
    if (!line.items.length) return close();
    title.textContent = nameOf(c);
    composer.node.hidden = !isMember(c) || Boolean(c.is_archived);
    composer.refresh();
    if (flashTs) return seek();
    scroll.draw();
  }

  async function seek() {
    const ts = flashTs;
    flashTs = null;
    if (!line.find(ts)) await line.loadAround(ts).catch(() => null);
    const row = line && scroll.goTo(ts);
    if (row) flash(row);
    else draw();
  }

  on("messages", (id) => {
    if (id === store.channelId) draw();
  });
  on("state", draw);
  on("leaving", () => {
    if (store.threadTs) {
      opener = null;
      close();
    }
  });
  return { node, open, close, composer };
}
