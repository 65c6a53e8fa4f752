// Keeps pages true. All tabs of a browser share one stream: the tab that holds the lock reads it and tells the others.
import { replace, sayLive } from "./parts.js";

const session = document.querySelector("meta[name=csrf]")?.content ?? "";
const me = crypto.randomUUID();
const shown = new Map(); // what this tab shows: incident → version
const wanted = new Map(); // what all tabs show: tab → { incident: version }
const newest = new Map(); // what the stream has told: incident → version
let source = null;
let live = false;
let heardAt = Date.now(); // when the stream last gave a sign
let leads = false;
let leaderAt = 0; // when the tab that leads last gave a sign
let address = "";

const BEAT = 20_000; // the server gives a sign at least as often
const SILENCE = 2.5 * BEAT; // and after so long without one something is wrong

const lock = `signalcraft ${session}`;
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(lock) : null;

function say(message) {
  channel?.postMessage(message);
  hear(message);
}

function state(now, since) {
  live = now;
  sayLive(now, since);
}

function show({ incident, version, parts }) {
  if (!shown.has(incident)) return;
  shown.set(incident, version);
  for (const [name, html] of Object.entries(parts)) {
    const part = document.getElementById(`part-${name}`);
    if (part) replace(part, html);
  }
  document.dispatchEvent(new CustomEvent("signalcraft:changed", { detail: { incident, version } }));
}

function hear(message) {
  if (["changed", "state", "beat"].includes(message.kind)) leaderAt = Date.now();
  if (message.kind === "changed") {
    newest.set(message.incident, message.version);
    for (const each of wanted.values()) if (message.incident in each) each[message.incident] = message.version;
    show(message);
  } else if (message.kind === "state") state(message.live, message.since);
  else if (message.kind === "who") tell();
  else if (message.kind === "slack") document.getElementById("away").hidden = !message.away;
  else if (message.kind === "back") listenAgain(1.5 * BEAT);
  else if (leads && message.kind === "shows") {
    wanted.set(message.tab, message.incidents);
    listen();
    channel?.postMessage({ kind: "state", live, since: heardAt });
  } else if (leads && message.kind === "gone") {
    wanted.delete(message.tab);
    listen();
  }
}

function tell() {
  channel?.postMessage({ kind: "shows", tab: me, incidents: Object.fromEntries(shown) });
  if (leads) wanted.set(me, Object.fromEntries(shown));
}

// The stream is opened anew when other incidents are shown; each page is then brought in step at once.
function listen() {
  const oldest = new Map();
  for (const incidents of wanted.values()) {
    for (const [incident, version] of Object.entries(incidents)) {
      oldest.set(incident, Math.min(oldest.get(incident) ?? Infinity, version));
    }
  }
  const names = [...oldest.keys()].sort().join(",");
  const behind = [...oldest].some(([incident, version]) => version < (newest.get(Number(incident)) ?? 0));
  if (names === address && !behind && source && source.readyState !== EventSource.CLOSED) return;
  address = names;
  source?.close();
  source = null;
  if (!names) return;
  const asked = [...oldest].map(([incident, version]) => `${incident}.${version}`).join(",");
  const opened = new EventSource(`/stream?incidents=${asked}`);
  source = opened;
  const heard = () => {
    heardAt = Date.now();
    channel?.postMessage({ kind: "beat" });
  };
  opened.addEventListener("beat", heard);
  opened.addEventListener("slack", (event) => say({ kind: "slack", away: event.data === "away" }));
  opened.onopen = () => {
    heard();
    say({ kind: "state", live: true });
    say({ kind: "slack", away: false }); // the stream says at once if it is
  };
  opened.onmessage = (event) => {
    heard();
    say({ kind: "changed", ...JSON.parse(event.data) });
  };
  opened.onerror = () => {
    say({ kind: "state", live: false, since: heardAt });
    // A refused stream does not come back by itself: another session, or an incident that is hidden now.
    if (opened.readyState === EventSource.CLOSED) setTimeout(() => source === opened && listen(), 5000);
  };
}

// After sleep, or in another network, a connection may look open for minutes and be dead.
function listenAgain(silence) {
  if (!leads || !source || Date.now() - heardAt < silence) return;
  say({ kind: "state", live: false, since: heardAt });
  source.close();
  source = null;
  listen();
}

async function lead() {
  leads = true;
  tell();
  channel?.postMessage({ kind: "who" });
  listen();
  await new Promise(() => {}); // the lock is held until this tab is closed, or another one takes it
}

// The tab that leads may be frozen by the browser: it holds the lock and reads nothing. Whoever is looked at takes over.
function takeOver() {
  if (leads || document.hidden || Date.now() - leaderAt < SILENCE) return;
  leaderAt = Date.now();
  navigator.locks.request(lock, { steal: true }, lead).catch(follow);
}

// Wait for the lead; whoever had it lets go of all that belongs to it.
function follow() {
  leads = false;
  source?.close();
  source = null;
  wanted.clear();
  tell();
  navigator.locks.request(lock, lead).catch(follow);
}

function start() {
  for (const each of document.querySelectorAll("[data-version]")) {
    shown.set(Number(each.dataset.incident), Number(each.dataset.version));
  }
  if (!session || !shown.size) return;
  channel?.addEventListener("message", (event) => hear(event.data));
  addEventListener("pagehide", () => channel?.postMessage({ kind: "gone", tab: me }));
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("visibilitychange", () => document.hidden || say({ kind: "back" }));
  addEventListener("online", () => say({ kind: "back" }));
  setInterval(() => listenAgain(SILENCE), BEAT / 4);
  if (channel && navigator.locks) {
    leaderAt = Date.now() - SILENCE + BEAT / 8; // it answers at once, if it can
    setInterval(takeOver, BEAT / 4);
    follow();
  } else lead();
}

start();
