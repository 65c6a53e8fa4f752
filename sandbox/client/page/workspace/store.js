// What this tab knows: who I am, the workspace and its people, where I am, and the views that are open for me.

import { get, coalesce } from "./api.js";

export const store = {
  boot: { team: {}, app: {}, commands: [], shortcuts: [], emoji: {} },
  state: { users: [], channels: [], usergroups: [], apps: [] },
  names: 0, // grows when a name that messages show has changed
  me: null,
  channelId: null,
  tab: "messages",
  threadTs: null,
  highlightTs: null,
  views: { stack: [], home: null },
  editing: { ts: null, back: null }, // the message of mine that is being changed; back() takes the focus to where one came from
  online: true,
  loaded: false,
};

/* A very small bus: "state" "messages" "views" "route" "online" "me" "added" "read" "traffic" "drafts". */
const listeners = {};
export const on = (kind, fn) => {
  (listeners[kind] ||= []).push(fn);
};
export const emit = (kind, detail) => {
  for (const fn of listeners[kind] || []) fn(detail);
};

const byKey = { users: new Map(), channels: new Map(), usergroups: new Map() };
let named = "";
function index() {
  for (const kind of Object.keys(byKey)) byKey[kind] = new Map((store.state[kind] || []).map((x) => [x.id, x]));
  const names = JSON.stringify([
    store.state.users.map((u) => [u.id, u.display_name, u.real_name, u.deleted]),
    store.state.channels.map((c) => [c.id, c.name]),
  ]);
  if (names !== named) store.names += 1;
  named = names;
}
export const user = (id) => byKey.users.get(id);
export const channel = (id) => byKey.channels.get(id);
export const usergroup = (id) => byKey.usergroups.get(id);
export const channelNamed = (name) => store.state.channels.find((c) => c.name === name);
export const userNamed = (name) => store.state.users.find((u) => u.name === name || u.id === name);
export const here = () => channel(store.channelId);

export const isIm = (c) => Boolean(c.is_im);
export const isGroup = (c) => Boolean(c.is_mpim);
export const isDirect = (c) => isIm(c) || isGroup(c);
export const isMember = (c, who = store.me) =>
  Boolean(who) &&
  (isIm(c) ? c.user === who.id || (c.members || []).includes(who.id) : (c.members || []).includes(who.id));
export const canSee = (c) => isMember(c) || (!c.is_private && !isDirect(c) && !store.me?.guest);
export const partnersOf = (c) =>
  (c.members || [])
    .filter((id) => id !== store.me?.id)
    .map(user)
    .filter(Boolean);
export const imPartner = (c) => partnersOf(c)[0] || user(c.user) || store.me;
export const isApp = (u) => Boolean(u && (u.is_bot || u.bot_id));
export const pinsOf = (c) => new Set((c?.pins || []).map((p) => (typeof p === "string" ? p : p.ts || p.message?.ts)));
export const isSlackbot = (u) => u?.id === "USLACKBOT"; // whom Slack itself speaks as
export const theApp = () => user(store.boot.app.bot_user) || store.state.users.find(isApp);
export const userOfBot = (botId) => botId && store.state.users.find((u) => u.bot_id === botId);
export const isSignalCraft = () => store.boot.app.name === "SignalCraft"; // any app can be tried here
export const isReply = (m) => Boolean(m.thread_ts) && m.thread_ts !== m.ts;
export const isQuiet = (m) => /^(channel_|group_|bot_add|pinned_item|reminder_add)/.test(m.subtype || "");

/* Fetching. */
export const loadState = coalesce(async () => {
  const before = new Map(store.state.channels.map((c) => [c.id, isMember(c)]));
  const known = store.loaded;
  store.state = await get("/_control/state");
  index();
  if (store.me) store.me = user(store.me.id) || store.me;
  store.loaded = true;
  emit("state");
  if (!known || !store.me) return;
  for (const c of store.state.channels)
    if (isMember(c) && !before.get(c.id) && !c.is_archived)
      emit("added", { channel: c, bidden: selfJoined.delete(c.id) });
});
const selfJoined = new Set();
export const expectJoin = (id) => selfJoined.add(id);

export const loadViews = coalesce(async () => {
  const who = store.me;
  const data = await get("/_control/views", { user: who.id }).catch(() => null);
  if (!data || who.id !== store.me?.id) return;
  store.views = { stack: data.stack || [], home: data.home || null };
  emit("views");
});

/** Who I am in this tab: from the address, else from the tab's memory, else the first person. */
export function whoAmI() {
  const people = store.state.users.filter((u) => !isApp(u) && !u.deleted);
  const asked = new URL(location.href).searchParams.get("user") || sessionStorage.getItem("signal.user");
  return (
    people.find((u) => u.name === asked || u.id === asked) || people.find((u) => u.name === "ada") || people[0] || null
  );
}

export async function boot() {
  const [words] = await Promise.all([get("/_client/bootstrap"), loadState()]);
  store.boot = { ...store.boot, ...words };
}

/** What a browser remembers for one person of this workspace; in private mode only as long as the page lives. */
export function memory(name) {
  const key = () => `signal.${name}.${store.boot.team.id || "T"}.${store.me?.id}`;
  return {
    key,
    load() {
      try {
        return JSON.parse(localStorage.getItem(key()));
      } catch {
        return null;
      }
    },
    save(value) {
      try {
        localStorage.setItem(key(), JSON.stringify(value));
      } catch {
        /* full, or private mode */
      }
    },
  };
}
