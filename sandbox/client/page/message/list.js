// Draws a list of messages in place: only what changed is rebuilt, focus and what is being edited stay.

import { h } from "../screen/dom.js";
import { store, user, isQuiet, isReply, here, pinsOf } from "../workspace/store.js";
import { mrkdwn, literal } from "../text/mrkdwn.js";
import { messageNode, dismissed } from "./message.js";
import { sameAuthor, displayName } from "../workspace/people.js";
import { dayKey, dayName, fullTime } from "../text/time.js";

const GROUP_SECONDS = 300;

function systemNode(messages) {
  const first = messages[0];
  const joined = messages.length > 1 || (first.subtype === "channel_join" && !first.inviter);
  const words =
    joined && first.subtype === "channel_join"
      ? h("span", {}, names(messages.map((m) => m.user)), " joined")
      : noted(first) || mrkdwn(first.text || "");
  return h(
    "div",
    {
      class: "system",
      tabindex: "-1",
      data: { testid: "message", ts: first.ts, system: "true" },
      on: { pointerenter: (event) => (event.target.title = fullTime(first.ts)) },
    },
    h("span", { class: "system-dot", "aria-hidden": "true" }),
    words,
  );
}

/** Topic, purpose and name are plain words in Slack: nothing in them may light up. */
function noted(m) {
  const kind = /_(topic|purpose|name)$/.exec(m.subtype || "")?.[1];
  if (!kind) return null;
  const who = h("strong", {}, displayName(user(m.user)));
  if (kind === "name") return h("span", {}, who, " renamed the channel to ", h("strong", {}, literal(m.name)));
  const words = m[kind];
  if (!words) return h("span", {}, who, ` cleared the channel ${kind}`);
  return h("span", {}, who, ` set the channel ${kind}: `, literal(words));
}

function names(ids) {
  const list = [...new Set(ids)].map((id) => h("strong", {}, displayName(user(id))));
  if (list.length > 5)
    return [
      ...list
        .slice(0, 4)
        .flatMap((n) => [n, ", "])
        .slice(0, -1),
      ` and ${list.length - 4} others`,
    ];
  return list.flatMap((n, at) => (at === 0 ? [n] : [at === list.length - 1 ? " and " : ", ", n]));
}

const repliesLine = (count) => ({
  key: "replies",
  sig: String(count),
  build: () =>
    h(
      "div",
      { class: "day replies-line", role: "separator" },
      h("span", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    ),
});

/** What will stand in the list: {key, sig, build}. */
function plan(messages, options) {
  const rows = [],
    pins = options.inThread ? new Set() : pinsOf(here());
  let day = null,
    before = options.inThread && options.before && !isReply(options.before) ? null : options.before || null,
    divided = Boolean(options.newSince && before && before.ts > options.newSince);
  for (let i = 0; i < messages.length; i++) {
    const m = messages[i];
    if (dismissed.has(m.ts) && m.is_ephemeral) continue;
    if (dayKey(m.ts) !== day && !options.inThread) {
      day = dayKey(m.ts);
      const ts = m.ts;
      rows.push({
        key: `day ${day}`,
        sig: dayName(ts),
        build: () => h("div", { class: "day", role: "separator" }, h("span", {}, dayName(ts))),
      });
      before = null;
    }
    if (options.newSince && !divided && m.ts > options.newSince && m.user !== store.me.id) {
      divided = true;
      if (rows.length > 1 || options.before) {
        rows.push({
          key: "new",
          sig: "",
          build: () => h("div", { class: "day new", role: "separator" }, h("span", {}, "New")),
        });
        before = null;
      }
    }
    if (isQuiet(m)) {
      const run = [m];
      while (
        m.subtype === "channel_join" &&
        messages[i + 1]?.subtype === "channel_join" &&
        dayKey(messages[i + 1].ts) === day
      )
        run.push(messages[++i]);
      rows.push({ key: m.ts, sig: JSON.stringify(run), build: () => systemNode(run) });
      before = null;
      continue;
    }
    const grouped = Boolean(
      before &&
      !before.is_ephemeral &&
      !m.is_ephemeral &&
      sameAuthor(before, m) &&
      m.ts - before.ts < GROUP_SECONDS &&
      !pins.has(m.ts),
    );
    const opts = { ...options, grouped, pinned: pins.has(m.ts) };
    rows.push({
      key: m.ts,
      sig: `${grouped} ${opts.pinned} ${store.editing.ts === m.ts} ${JSON.stringify(m)}`,
      build: () => messageNode(m, store.channelId, opts),
    });
    before = m;
    if (options.inThread && m.reply_count && !isReply(m)) {
      rows.push(repliesLine(m.reply_count));
      before = null; // whoever answers is named, also after oneself
    }
  }
  return rows;
}

function refocus(node, action, wasMessage) {
  const target = action && [...node.querySelectorAll("[data-action-id]")].find((n) => n.dataset.actionId === action);
  if (target) target.focus({ preventScroll: true });
  else if (wasMessage) node.focus({ preventScroll: true });
}

/** A list that remembers what it drew. `world` changes when names do, and makes everything new. */
export function messageList(node) {
  let drawn = new Map(),
    worldBefore = null;
  return {
    draw(messages, options, world, lead = []) {
      if (world !== worldBefore) drawn = new Map();
      worldBefore = world;
      const focused = node.contains(document.activeElement) ? document.activeElement : null;
      const focusMessage = focused?.closest("[data-ts]")?.dataset.ts,
        action = focused?.dataset.actionId;
      const next = new Map(),
        nodes = [...lead];
      for (const row of plan(messages, options)) {
        const old = drawn.get(row.key);
        const keep = old && (old.sig === row.sig || (store.editing.ts === row.key && old.editing));
        const entry = keep ? old : { sig: row.sig, node: row.build(), editing: store.editing.ts === row.key };
        next.set(row.key, entry);
        nodes.push(entry.node);
      }
      drawn = next;
      const wanted = new Set(nodes);
      for (const child of [...node.children]) if (!wanted.has(child)) child.remove();
      nodes.forEach((child, at) => {
        if (node.children[at] !== child) node.insertBefore(child, node.children[at] || null);
      });
      roving(node);
      if (focused && !focused.isConnected && focusMessage && next.get(focusMessage))
        refocus(next.get(focusMessage).node, action, true);
      else if (focused && !focused.isConnected && focusMessage) node.focus({ preventScroll: true });
    },
    forget() {
      drawn = new Map();
      node.replaceChildren();
    },
  };
}

/* One tab stop for the whole list; arrows walk the messages. */
function roving(list) {
  const all = [...list.querySelectorAll("[data-ts]")];
  if (!all.some((n) => n.tabIndex === 0)) all[all.length - 1]?.setAttribute("tabindex", "0");
}

export function walkWithArrows(list) {
  list.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-ts]") || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const all = [...list.querySelectorAll("[data-ts]")],
      at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
  });
  list.addEventListener("focusin", (event) => {
    const message = event.target.closest("[data-ts]");
    if (!message) return;
    for (const other of list.querySelectorAll("[data-ts][tabindex='0']"))
      if (other !== message) other.setAttribute("tabindex", "-1");
    message.setAttribute("tabindex", "0");
  });
  list.addEventListener("click", (event) => {
    if (!window.matchMedia("(hover: none)").matches || event.target.closest("a,button,input,textarea")) return;
    const message = event.target.closest(".message"),
      was = message?.classList.contains("touched");
    list.querySelectorAll(".touched").forEach((n) => n.classList.remove("touched"));
    if (message && !was) message.classList.add("touched");
  });
  quickBars(list);
}

const barOf = (message) => message.querySelector(":scope > .quick-bar");

/* A message's bar is built when the pointer, the focus or a finger comes to it, and leaves with it. */
function quickBars(list) {
  const come = async (event) => {
    const message = event.target.closest?.(".message");
    if (!message?.quickBar || barOf(message)) return;
    const bar = await message.quickBar();
    if (!barOf(message)) message.append(bar);
  };
  const go = (event) => {
    const message = event.target.closest?.(".message");
    if (!message || message.contains(event.relatedTarget) || message.classList.contains("touched")) return;
    if (message.contains(document.activeElement) && event.type !== "focusout") return;
    const bar = barOf(message);
    if (bar && !bar.querySelector("[aria-expanded='true']")) bar.remove();
  };
  for (const type of ["pointerover", "focusin", "pointerdown"]) list.addEventListener(type, come);
  for (const type of ["pointerout", "focusout"]) list.addEventListener(type, go);
}
