// A run of messages of a channel or a thread: loaded page by page both ways, kept true by what changed.

import { store, emit, isReply } from "./store.js";
import { get } from "./api.js";

const KEPT = 400; // messages in memory; what is further away is loaded again
const PAGE = 50;

export class Timeline {
  items = [];
  older = false;
  newer = false;
  loaded = false;
  parent = null;
  following = true; // the reader looks at the newest
  #busy = {};
  #turn = 0; // a whole new load makes pages that are still on their way worthless

  constructor(channelId, thread = "") {
    this.channelId = channelId;
    this.thread = thread;
  }

  has(message) {
    if (this.thread) return message.ts === this.thread || message.thread_ts === this.thread;
    return !isReply(message) || message.subtype === "thread_broadcast";
  }
  find(ts) {
    return this.items.find((m) => m.ts === ts) || (this.parent?.ts === ts ? this.parent : null);
  }
  get newest() {
    return this.items[this.items.length - 1]?.ts || "";
  }

  #read(params) {
    return get("/_client/messages", {
      channel: this.channelId,
      user: store.me.id,
      thread: this.thread,
      limit: PAGE,
      ...params,
    });
  }

  async #load(params) {
    const turn = ++this.#turn;
    const data = await this.#read(params);
    if (turn !== this.#turn) return null;
    Object.assign(this, { items: data.messages, older: data.older, newer: data.newer, loaded: true });
    this.parent = data.parent || null;
    readAt(this.channelId, data.rev);
    return data;
  }
  loadNewest() {
    return this.#load({});
  }
  /** Around one message; resolves to the thread it stands in when the channel itself does not show it. */
  loadAround(ts) {
    return this.#load({ around: ts });
  }

  async #more(way, edge) {
    if (this.#busy[way]) return false;
    this.#busy[way] = true;
    const turn = this.#turn;
    try {
      const data = await this.#read({ [way]: edge });
      return turn === this.#turn ? data : false;
    } catch {
      return false;
    } finally {
      this.#busy[way] = false;
    }
  }
  async loadBefore() {
    const data = this.older && (await this.#more("before", this.items[0].ts));
    if (!data) return false;
    this.items = [...data.messages, ...this.items];
    this.older = data.older;
    if (data.parent) this.parent = data.parent;
    if (this.items.length > KEPT && !this.following) {
      this.items.length = KEPT;
      this.newer = true;
    }
    return true;
  }
  async loadAfter() {
    const data = this.newer && (await this.#more("after", this.newest));
    if (!data) return false;
    const last = this.newest;
    this.items = [...this.items, ...data.messages.filter((m) => m.ts > last)];
    this.newer = data.newer;
    this.#shorten();
    return true;
  }
  #shorten() {
    if (this.items.length <= KEPT) return;
    if (this.thread && !this.older) this.parent = this.items[0];
    this.items = this.items.slice(-KEPT);
    this.older = true;
  }

  apply({ messages, gone }) {
    const lost = new Set(gone);
    if (lost.size) this.items = this.items.filter((m) => !lost.has(m.ts));
    for (const message of messages) if (this.has(message)) this.#put(message);
    if (this.following) this.#shorten();
  }
  #put(message) {
    if (this.parent?.ts === message.ts) this.parent = message;
    const at = this.items.findIndex((m) => m.ts >= message.ts);
    if (at < 0) {
      const full = this.items.length >= KEPT && !this.following;
      if (this.newer || full) this.newer = true;
      else this.items.push(message);
    } else if (this.items[at].ts === message.ts) this.items[at] = message;
    else if (at > 0 || !this.older) this.items.splice(at, 0, message);
  }
}

/* The timelines that are kept true: those of the last channels looked at, and the open thread. */
const LIVE = 6;
const live = new Map(); // channel id -> {rev, lines: [Timeline]}

export function forgetTimelines() {
  live.clear();
}
export function timelineOf(channelId, thread = "") {
  const kept = live.get(channelId) || { rev: null, lines: [], catching: null, missed: false };
  live.delete(channelId);
  live.set(channelId, kept); // the one asked for last goes last
  let line = kept.lines.find((each) => each.thread === thread);
  if (!line) {
    line = new Timeline(channelId, thread);
    if (thread) kept.lines = kept.lines.filter((each) => !each.thread);
    kept.lines.push(line);
  }
  for (const id of live.keys()) if (live.size > LIVE && id !== channelId) live.delete(id);
  return line;
}
export const knownTimeline = (channelId) => live.get(channelId)?.lines.find((each) => !each.thread);
export const isLive = (channelId) => live.has(channelId);
export const liveChannels = () => [...live.keys()];

/** Opens a timeline: at once from memory where it is there, else with its newest page. */
export async function openTimeline(line) {
  if (!line.loaded) await line.loadNewest().catch(() => null);
  emit("messages", line.channelId);
}

/* A page was read as of rev: what changed while it was on its way is fetched again, for it is not in it. */
function readAt(channelId, rev) {
  const kept = live.get(channelId);
  if (!kept) return;
  const isBehind = kept.missed || rev < kept.rev;
  if (kept.rev === null || rev < kept.rev) kept.rev = rev;
  kept.missed = false;
  if (isBehind) catchUp(channelId);
}

async function fetchChanges(channelId, kept) {
  const since = kept.rev;
  kept.missed = since === null; // the first page is still on its way
  if (kept.missed) return;
  const data = await get("/_client/changes", { channel: channelId, user: store.me.id, since }).catch(() => null);
  if (!data || live.get(channelId) !== kept) return;
  if (kept.rev === since) kept.rev = data.rev;
  if (data.reset) await Promise.all(kept.lines.filter((l) => l.loaded).map((l) => l.loadNewest().catch(() => null)));
  else for (const line of kept.lines) if (line.loaded) line.apply(data);
  if (data.reset || data.messages.length || data.gone.length) emit("messages", channelId);
}

/** Fetches what changed in a channel since the last time; calls that come meanwhile cause one more round. */
export async function catchUp(channelId) {
  const kept = live.get(channelId);
  if (!kept) return;
  kept.again = true;
  if (kept.catching) return kept.catching;
  kept.catching = (async () => {
    while (kept.again) {
      kept.again = false;
      await fetchChanges(channelId, kept);
    }
  })();
  await kept.catching.finally(() => {
    kept.catching = null;
  });
}
