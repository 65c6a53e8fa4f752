// The thread panel on the right: one message, its replies, and a composer for the next.

import { h, iconButton, isSmall, pushLayer } from "./dom.js";
import { store, on, here, messagesOf, emit, isMember } from "./store.js";
import { messageList, walkWithArrows } from "./list.js";
import { createComposer } from "./composer.js";
import { worldKey } from "./messages.js";

export function threadPane() {
  const list = h("div", { class: "thread-list", role: "log", "aria-label": "Replies", "aria-live": "polite" });
  const composer = createComposer({
    testid: "thread-composer",
    sendTestid: "thread-send",
    placeholder: () => "Reply…",
    thread: () => store.threadTs,
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
  let opener = null,
    popLayer = null,
    flashTs = null;

  function open(ts, highlight) {
    if (store.threadTs !== ts) drawer.forget();
    if (!store.threadTs) opener = document.activeElement;
    store.threadTs = ts;
    flashTs = highlight || null;
    node.hidden = false;
    document.getElementById("app").classList.add("with-thread");
    if (!popLayer) popLayer = pushLayer(close);
    draw();
    list.scrollTop = list.scrollHeight;
    if (!highlight && !isSmall()) composer.focus();
  }

  function close() {
    if (popLayer) popLayer();
    popLayer = null;
    store.threadTs = null;
    node.hidden = true;
    drawer.forget();
    document.getElementById("app").classList.remove("with-thread");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    emit("thread");
  }

  function draw() {
    if (!store.threadTs) return;
    const c = here(),
      all = messagesOf(store.channelId);
    const family = all.filter((m) => m.ts === store.threadTs || m.thread_ts === store.threadTs);
    if (!family.length) {
      if (all.length) close();
      return;
    }
    title.textContent = c.name ? `#${c.name}` : "";
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    composer.node.hidden = !isMember(c) || Boolean(c.is_archived);
    composer.refresh();
    drawer.draw(family, { inThread: true, openThread: open, redraw: draw }, worldKey());
    if (near) list.scrollTop = list.scrollHeight;
    const row = flashTs && list.querySelector(`[data-ts="${CSS.escape(flashTs)}"]`);
    if (row) {
      flashTs = null;
      row.scrollIntoView({ block: "center" });
      row.classList.add("flash");
      setTimeout(() => row.classList.remove("flash"), 2600);
    }
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
  return { node, open, close };
}
