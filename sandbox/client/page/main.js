// Starts the client: builds the page, keeps the address and the screen in step, and wires the parts together.

import { h, isSmall, pushLayer } from "./dom.js";
import {
  store,
  on,
  emit,
  boot,
  become,
  whoAmI,
  channel,
  channelNamed,
  here,
  canSee,
  isMember,
  isIm,
  loadMessages,
  loadViews,
} from "./store.js";
import { control } from "./api.js";
import { applyTheme } from "./theme.js";
import { sidebar } from "./sidebar.js";
import { channelHeader } from "./header.js";
import { joinBar } from "./joinbar.js";
import { messagesPane } from "./messages.js";
import { threadPane } from "./thread.js";
import { homePane } from "./home.js";
import { createComposer, placeholderFor } from "./composer.js";
import { modals } from "./modal.js";
import { toast } from "./toasts.js";

applyTheme();
const app = document.getElementById("app");

/* Where am I: /archives/C…/p… names a message, ?channel= a channel, ?user= the person. */
function readAddress() {
  const url = new URL(location.href),
    archive = /^\/archives\/([^/]+)(?:\/p(\d{10})(\d{6}))?/.exec(url.pathname);
  const asked = archive ? archive[1] : url.searchParams.get("channel") || sessionStorage.getItem("signal.channel");
  return { channel: channel(asked) || channelNamed(asked), ts: archive?.[2] ? `${archive[2]}.${archive[3]}` : null };
}

function writeAddress(push) {
  const c = here(),
    url = new URL(location.origin);
  url.searchParams.set("user", store.me.name);
  if (c) url.searchParams.set("channel", isIm(c) ? c.id : c.name);
  if (url.href !== location.href) history[push ? "pushState" : "replaceState"](null, "", url);
  if (c) sessionStorage.setItem("signal.channel", c.id);
}

function go(id, ts = null, { push = true, focus = true } = {}) {
  const moved = store.channelId !== id || store.tab !== "messages";
  if (moved) emit("leaving");
  store.channelId = id;
  store.tab = "messages";
  store.highlightTs = ts;
  writeAddress(push);
  closeDrawer();
  emit("route");
  loadMessages(id);
  if (focus && !ts && !isSmall()) composer.focus();
}

function setTab(tab) {
  store.tab = tab;
  emit("leaving");
  emit("route");
  if (tab === "home")
    control("home", { user: store.me.id })
      .then(loadViews)
      .catch(() => {});
}

function openHome() {
  store.channelId = null;
  setTab("home");
  closeDrawer();
}

function firstChannel() {
  return (
    channelNamed("general") ||
    store.state.channels.find((c) => isMember(c) && !isIm(c)) ||
    store.state.channels.find(canSee) ||
    null
  );
}

/* The drawer of the phone. */
let popDrawer = null;
function openDrawer() {
  app.classList.add("drawer");
  if (!popDrawer) popDrawer = pushLayer(closeDrawer);
  side.node.querySelector(".current, .channel")?.focus();
}
function closeDrawer() {
  if (popDrawer) popDrawer();
  popDrawer = null;
  if (!app.classList.contains("drawer")) return;
  app.classList.remove("drawer");
  head.node.querySelector(".drawer-open")?.focus();
}

const side = sidebar({ openChannel: (id) => go(id), openHome, closeDrawer });
const head = channelHeader({ openDrawer, goTo: go, setTab });
const thread = threadPane();
const composer = createComposer({ testid: "composer", sendTestid: "send", placeholder: () => placeholderFor(here()) });
const join = joinBar();
const messages = messagesPane({ openThread: thread.open, fillComposer: (text) => composer.fill(text) });
const home = homePane();
modals();

const online = h(
  "div",
  { class: "online-hint", role: "status", hidden: true, data: { testid: "reconnecting" } },
  h("span", { class: "pulse", "aria-hidden": "true" }),
  "Reconnecting…",
);
let onlineTimer = null;
on("online", () => {
  clearTimeout(onlineTimer);
  if (store.online) online.hidden = true;
  else
    onlineTimer = setTimeout(() => {
      online.hidden = false;
    }, 1200);
});

function arrange() {
  const atHome = store.tab === "home";
  messages.node.hidden = atHome;
  join.draw();
  composer.node.hidden = atHome || join.isShown() || !here();
  composer.refresh();
}
for (const kind of ["route", "state", "me", "views"]) on(kind, arrange);

/* An invitation is told until the room has been entered, by whatever way. */
const invitations = new Map();
on("added", (c) => {
  if (isIm(c) || c.id === store.channelId) return;
  invitations.set(
    c.id,
    toast(`You were added to #${c.name}`, { action: "Go", run: () => go(c.id), stay: 12000 }),
  );
});
on("route", () => {
  invitations.get(store.channelId)?.();
  invitations.delete(store.channelId);
});
on("state", () => {
  if (!store.me || !store.channelId) return;
  const c = here();
  if (!c || !canSee(c)) {
    const next = firstChannel();
    if (next) go(next.id, null, { push: false, focus: false });
  }
});
on("switched", () => {
  const c = here();
  go((c && canSee(c) ? c : firstChannel()).id, null, { push: false });
});

/* Links to places of this workspace open here, not in a new window. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || link.download) return;
  const url = new URL(link.href),
    place = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(url.pathname);
  const ours =
    url.origin === location.origin ||
    /(^|\.)slack\.com$/.test(url.hostname) ||
    ["localhost", "127.0.0.1"].includes(url.hostname);
  if (!place || !ours || !channel(place[1])) return;
  event.preventDefault();
  go(place[1], place[2] ? `${place[2]}.${place[3]}` : null);
});
window.addEventListener("popstate", () => {
  const to = readAddress();
  if (to.channel) go(to.channel.id, to.ts, { push: false });
});

async function start() {
  try {
    await boot();
  } catch {
    document
      .getElementById("splash")
      .replaceChildren(
        h("p", {}, "The workspace does not answer."),
        h("p", { class: "quiet" }, "Start it, then this page comes up by itself."),
      );
    setTimeout(start, 1500);
    return;
  }
  const me = whoAmI();
  if (!me) {
    document.getElementById("splash").replaceChildren(h("p", {}, "There is nobody in this workspace yet."));
    setTimeout(start, 2000);
    return;
  }
  app.replaceChildren(
    side.node,
    h("button", {
      type: "button",
      class: "drawer-scrim",
      "aria-label": "Close the channel list",
      tabindex: "-1",
      on: { click: closeDrawer },
    }),
    h(
      "main",
      { class: "main" },
      head.node,
      messages.node,
      home.node,
      h("div", { class: "write" }, composer.node, join.node),
    ),
    thread.node,
    online,
  );
  store.me = me;
  const to = readAddress(),
    c = to.channel;
  const ready = become(me);
  go((c && canSee(c) ? c : firstChannel())?.id, to.ts, { push: false });
  app.classList.add("ready");
  await ready;
}
start();
