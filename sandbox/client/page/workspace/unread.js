// What has been read, per person, so that two people in one browser do not mix; and how much has not.

import { store, on, emit, channel, isMember, memory } from "./store.js";
import { post } from "./api.js";

const NOTHING = { count: 0, mentions: 0, first: "", newest: "" };
const shelf = memory("read");
let read = {},
  counts = new Map(),
  asked = new Set(),
  timer = null;

export function loadRead() {
  counts = new Map();
  read = shelf.load();
  if (!read) {
    read = { since: String(store.state.now || Date.now() / 1000) };
    shelf.save(read);
  }
}

export const lastRead = (id) =>
  read[id] || ((channel(id)?.created || 0) > Math.floor(Number(read.since)) ? "0" : read.since || "0");
export const unread = (c) => counts.get(c.id) || NOTHING;

export function markRead(id, ts) {
  const moved = ts > lastRead(id);
  if (!moved && !unread(channel(id) || { id }).count) return;
  if (moved) {
    read = { ...(shelf.load() || read), [id]: ts };
    shelf.save(read);
  }
  counts.set(id, NOTHING);
  emit("read");
}

async function recount() {
  timer = null;
  const who = store.me,
    mine = [...asked].filter((id) => channel(id) && isMember(channel(id)));
  asked = new Set();
  if (!who || !mine.length) return;
  const since = Object.fromEntries(mine.map((id) => [id, lastRead(id)]));
  const found = await post("/_client/unread", { user: who.id, since }).catch(() => null);
  if (!found || who.id !== store.me?.id) return;
  for (const [id, count] of Object.entries(found.channels)) if (since[id] === lastRead(id)) counts.set(id, count);
  emit("read");
}

/** Asks for the numbers of these channels anew, a few at a time. */
export function countUnread(ids) {
  for (const id of ids) asked.add(id);
  if (!timer) timer = setTimeout(recount, 40);
}
export const countAll = () =>
  countUnread(store.state.channels.filter((c) => isMember(c) && !c.is_archived).map((c) => c.id));

/* Another tab of this person has read something. */
window.addEventListener("storage", (event) => {
  if (!store.me || event.key !== shelf.key()) return;
  read = shelf.load() || read;
  countAll();
});
on("added", ({ channel: c }) => countUnread([c.id]));
