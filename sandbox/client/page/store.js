// What this tab knows: who I am, the workspace, the messages it has read, and the views that are open for me.

import { get, listen, coalesce } from "./api.js";

export const store = {
  boot: { team: {}, app: {}, commands: [], shortcuts: [], emoji: {} },
  state: { users: [], channels: [], usergroups: [], apps: [] },
  me: null,
  channelId: null,
  tab: "messages",
  threadTs: null,
  highlightTs: null,
  messages: new Map(),
  views: { stack: [], home: null },
  online: true,
  loaded: false,
};

/* A very small bus: "state" "messages" "views" "route" "online" "me" "added" "read". */
const listeners = {};
export const on = (kind, fn) => {
  (listeners[kind] ||= []).push(fn);
};
export const emit = (kind, detail) => {
  for (const fn of listeners[kind] || []) fn(detail);
};

const byKey = { users: new Map(), channels: new Map(), usergroups: new Map() };
function index() {
  for (const kind of Object.keys(byKey)) byKey[kind] = new Map((store.state[kind] || []).map((x) => [x.id, x]));
}
export const user = (id) => byKey.users.get(id);
export const channel = (id) => byKey.channels.get(id);
export const usergroup = (id) => byKey.usergroups.get(id);
export const channelNamed = (name) => store.state.channels.find((c) => c.name === name);
export const userNamed = (name) => store.state.users.find((u) => u.name === name || u.id === name);
export const here = () => channel(store.channelId);

export const isIm = (c) => Boolean(c.is_im);
export const isMember = (c, who = store.me) =>
  Boolean(who) &&
  (isIm(c) ? c.user === who.id || (c.members || []).includes(who.id) : (c.members || []).includes(who.id));
export const canSee = (c) => isMember(c) || (!c.is_private && !isIm(c) && !c.is_mpim && !store.me?.guest);
export const imPartner = (c) => {
  const ids = [...(c.members || []), c.user].filter((id) => id && id !== store.me?.id);
  return user(ids[0]) || user(c.user) || null;
};
export const isApp = (u) => Boolean(u && (u.is_bot || u.bot_id));
export const userOfBot = (botId) => store.state.users.find((u) => u.bot_id === botId);
export const messagesOf = (id) => store.messages.get(id) || [];
export const messageAt = (id, ts) => messagesOf(id).find((m) => m.ts === ts);
export const isReply = (m) => Boolean(m.thread_ts) && m.thread_ts !== m.ts;

/* What has been read, per person, so that two people in one browser do not mix. */
const readKey = () => `signal.read.${store.boot.team.id || "T"}.${store.me?.id}`;
let read = {};
function loadRead() {
  try {
    read = JSON.parse(localStorage.getItem(readKey())) || null;
  } catch {
    read = null;
  }
  if (!read) {
    read = { since: String(Date.now() / 1000) };
    saveRead();
  }
}
function saveRead() {
  try {
    localStorage.setItem(readKey(), JSON.stringify(read));
  } catch {
    /* private mode: forgotten at reload */
  }
}
export const lastRead = (id) => Number(read[id] || (channel(id)?.created > Number(read.since) ? 0 : read.since) || 0);
export function markRead(id) {
  const last = messagesOf(id).reduce((max, m) => Math.max(max, Number(m.ts)), 0);
  if (last > lastRead(id) || !read[id]) {
    read[id] = String(Math.max(last, lastRead(id)));
    saveRead();
    emit("read");
  }
}
export function unread(c) {
  const after = lastRead(c.id);
  const fresh = messagesOf(c.id).filter(
    (m) => Number(m.ts) > after && m.user !== store.me?.id && !isReply(m) && !isQuiet(m),
  );
  const mention = fresh.some(
    (m) =>
      isIm(c) ||
      m.is_ephemeral ||
      (m.text || "").includes(`<@${store.me?.id}>`) ||
      /<!(channel|here|everyone)/.test(m.text || ""),
  );
  return { count: fresh.length, mention };
}
export const isQuiet = (m) => /^(channel_|group_|bot_add|pinned_item|reminder_add)/.test(m.subtype || "");

/* Fetching. */
const refetchState = coalesce(async () => {
  const before = new Map(store.state.channels.map((c) => [c.id, isMember(c)]));
  const known = store.loaded;
  store.state = await get("/_control/state");
  index();
  if (store.me) store.me = user(store.me.id) || store.me;
  store.loaded = true;
  emit("state");
  if (!known || !store.me) return;
  for (const c of store.state.channels) {
    if (isMember(c) && !before.get(c.id) && !c.is_archived) {
      loadMessages(c.id);
      if (!selfJoined.delete(c.id)) emit("added", c);
    }
  }
});
const selfJoined = new Set();
export const expectJoin = (id) => selfJoined.add(id);

const loaders = new Map();
export function loadMessages(id) {
  if (!loaders.has(id)) {
    loaders.set(
      id,
      coalesce(async () => {
        const who = store.me;
        const data = await get("/_control/messages", { channel: id, user: who.id }).catch(() => null);
        if (!data || (who !== store.me && who.id !== store.me?.id)) return;
        store.messages.set(id, data.messages || []);
        emit("messages", id);
      }),
    );
  }
  return loaders.get(id)();
}

export const loadViews = coalesce(async () => {
  const who = store.me;
  const data = await get("/_control/views", { user: who.id }).catch(() => null);
  if (!data || who.id !== store.me?.id) return;
  store.views = { stack: data.stack || [], home: data.home || null };
  emit("views");
});
export const loadState = refetchState;

export const refreshAll = () =>
  Promise.all([loadState().catch(() => {}), loadViews(), ...[...store.messages.keys()].map(loadMessages)]);

let stop = null;
function connect() {
  if (stop) stop();
  let lost = false;
  stop = listen(store.me.id, {
    onEvent(event) {
      if (event.kind === "state") loadState().catch(() => {});
      else if (event.kind === "views" && (!event.user || event.user === store.me.id || event.user === store.me.name))
        loadViews();
      else if (event.kind === "messages") {
        const c = channel(event.channel) || channelNamed(event.channel);
        if (!c) loadState().catch(() => {});
        else if (isMember(c) || c.id === store.channelId) loadMessages(c.id);
      }
    },
    onOnline() {
      if (lost) refreshAll();
      lost = false;
      store.online = true;
      emit("online");
    },
    onOffline() {
      lost = true;
      store.online = false;
      emit("online");
    },
  });
}

/** Who I am in this tab: from the address, else from the tab's memory, else the first person. */
export function whoAmI() {
  const people = store.state.users.filter((u) => !isApp(u) && !u.deleted);
  const asked = new URL(location.href).searchParams.get("user") || sessionStorage.getItem("signal.user");
  return (
    people.find((u) => u.name === asked || u.id === asked) || people.find((u) => u.name === "ada") || people[0] || null
  );
}

export async function become(person) {
  store.me = person;
  sessionStorage.setItem("signal.user", person.name);
  loadRead();
  store.messages.clear();
  loaders.clear();
  store.views = { stack: [], home: null };
  emit("me");
  connect();
  const mine = store.state.channels.filter((c) => isMember(c) && !c.is_archived);
  await Promise.all([loadViews(), ...mine.map((c) => loadMessages(c.id))]);
}

export async function boot() {
  store.boot = { ...store.boot, ...(await get("/_client/bootstrap")) };
  await loadState();
}
