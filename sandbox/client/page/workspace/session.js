// One person's time in this tab: becomes somebody, and brings what the stream tells into what is shown.

import { store, on, emit, channel, isMember, loadState, loadViews } from "./store.js";
import { get } from "./api.js";
import { lazy, afterwards } from "../screen/lazy.js";
import { catchUp, forgetTimelines, isLive, liveChannels } from "./timeline.js";
import { countAll, countUnread, loadRead } from "./unread.js";

const listen = lazy(() => import("./stream.js"), "listen");

async function refreshAll() {
  await Promise.all([loadState().catch(() => {}), loadViews(), ...liveChannels().map(catchUp)]);
  countAll();
}
async function comeBack() {
  const words = await get("/_client/bootstrap").catch(() => null);
  if (words && words.started !== store.boot.started) return location.reload(); // another workspace answers here now
  await refreshAll();
}

function heard(line) {
  if (line.kind === "state") loadState().catch(() => {});
  else if (line.kind === "traffic") emit("traffic");
  else if (line.kind === "views" && (!line.user || line.user === store.me.id)) loadViews();
  else if (line.kind === "messages") {
    const c = channel(line.channel);
    if (!c) return loadState().then(() => isLive(line.channel) && catchUp(line.channel), () => {});
    if (isLive(c.id)) catchUp(c.id);
    if (isMember(c)) countUnread([c.id]);
  }
}

let listening = false,
  lost = false;
function hear({ line, online }) {
  if (line) return heard(line);
  if (online && lost) comeBack();
  else if (online) refreshAll(); // what happened between the first answers and this stream
  lost = !online;
  store.online = online;
  emit("online");
}

export async function become(person) {
  store.me = person;
  sessionStorage.setItem("signal.user", person.name);
  forgetTimelines();
  loadRead();
  store.views = { stack: [], home: null };
  emit("me");
  await afterwards(live);
}

function live() {
  countAll();
  if (listening) return loadViews();
  listening = true;
  listen(hear);
}

on("added", ({ channel: c }) => isLive(c.id) && catchUp(c.id));
