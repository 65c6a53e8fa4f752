// Where one is: keeps the address and the screen in step, and goes where a link, an invitation or the back button leads.

import { isSmall } from "./screen/dom.js";
import { lazy } from "./screen/lazy.js";
import { control } from "./workspace/api.js";
import {
  store,
  on,
  emit,
  channel,
  channelNamed,
  here,
  canSee,
  expectJoin,
  isMember,
  isIm,
  isDirect,
  loadState,
  loadViews,
} from "./workspace/store.js";

const toast = lazy(() => import("./screen/toasts.js"), "toast");
const attempt = lazy(() => import("./workspace/acts.js"), "attempt");
const KEY = "signal.channel";
let screen = { closeDrawer: () => {}, focusComposer: () => {} };
export const onMoved = (parts) => {
  screen = parts;
};

/* /archives/C…/p… names a message, ?channel= a channel, ?user= the person. */
function readAddress() {
  const url = new URL(location.href),
    archive = /^\/archives\/([^/]+)(?:\/p(\d{10})(\d{6}))?/.exec(url.pathname);
  const asked = archive ? archive[1] : url.searchParams.get("channel") || sessionStorage.getItem(KEY);
  return { channel: channel(asked) || channelNamed(asked), ts: archive?.[2] ? `${archive[2]}.${archive[3]}` : null };
}

function writeAddress(push) {
  const c = here(),
    url = new URL(location.origin);
  url.searchParams.set("user", store.me.name);
  if (c) url.searchParams.set("channel", isDirect(c) ? c.id : c.name);
  if (url.href !== location.href) history[push ? "pushState" : "replaceState"](null, "", url);
  if (c) sessionStorage.setItem(KEY, c.id);
}

export function go(id, ts = null, { push = true, focus = true } = {}) {
  const moved = store.channelId !== id || store.tab !== "messages";
  if (moved) emit("leaving");
  store.channelId = id;
  store.tab = "messages";
  store.highlightTs = ts;
  writeAddress(push);
  screen.closeDrawer();
  emit("route");
  if (focus && !ts && !isSmall()) screen.focusComposer();
}

export function setTab(tab) {
  store.tab = tab;
  emit("leaving");
  emit("route");
  if (!isIm(here())) return; // the tabs of a channel are nobody else's business
  control("home", { user: store.me.id, tab })
    .then(loadViews)
    .catch(() => {});
}

/** The app's place: its home where it has one, else the messages with it. */
export async function openApp() {
  const made = await attempt("direct", { with: [store.boot.app.bot_user] });
  if (!made) return;
  expectJoin(made.channel);
  if (!channel(made.channel)) await loadState();
  go(made.channel);
  setTab(store.views.home || store.boot.app.home_tab ? "home" : "messages");
}

function firstChannel() {
  return (
    channelNamed("general") ||
    store.state.channels.find((c) => isMember(c) && !isDirect(c)) ||
    store.state.channels.find(canSee) ||
    null
  );
}

/* An invitation is told until the room has been entered, by whatever way. */
const invitations = new Map();
function tellInvitation({ channel: c, bidden }) {
  if (bidden || isDirect(c) || c.id === store.channelId) return;
  invitations.set(c.id, toast(`You were added to #${c.name}`, { action: "Go", run: () => go(c.id), stay: 12000 }));
}

function openInPlace(event) {
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
}

/** Where the address leads to at the start. */
export function firstPlace() {
  const { channel: c, ts } = readAddress();
  return { id: (c && canSee(c) ? c : firstChannel())?.id, ts };
}

/** Goes there, and from now on to where one is led. */
export function startRoute({ id, ts }) {
  go(id, ts, { push: false });
  on("goto", (id) => go(id));
  on("added", tellInvitation);
  on("route", () => {
    invitations.get(store.channelId)?.then((leave) => leave());
    invitations.delete(store.channelId);
  });
  on("state", () => {
    if (!store.channelId || (here() && canSee(here()))) return;
    const next = firstChannel();
    if (next) go(next.id, null, { push: false, focus: false });
  });
  on("switched", () => {
    const now = here();
    go((now && canSee(now) ? now : firstChannel()).id, null, { push: false });
  });
  document.addEventListener("click", openInPlace);
  window.addEventListener("popstate", () => {
    const back = readAddress();
    if (back.channel) go(back.channel.id, back.ts, { push: false });
  });
}
