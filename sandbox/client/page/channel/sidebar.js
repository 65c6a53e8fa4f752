// The left side: the workspace, the channels with what is unread, and who I am.

import { h, icon, iconButton, brandMark } from "../screen/dom.js";
import { store, on, isMember, canSee, isIm, isDirect, imPartner, isApp, isSignalCraft, theApp, channel } from "../workspace/store.js";
import { unread } from "../workspace/unread.js";
import { avatar, displayName, personSwitcher } from "../workspace/people.js";
import { themeButton } from "../screen/theme.js";
import { openMenu } from "../screen/popover.js";
import { lazy, afterwards } from "../screen/lazy.js";
import { hasDraft } from "../compose/drafts.js";
import { channelRow } from "./row.js";
import { nameOf, plainName } from "./channel.js";

const createChannel = lazy(() => import("./forms.js"), "createChannel");
const newDirect = lazy(() => import("./forms.js"), "newDirect");
const openSwitcher = lazy(() => import("./browse.js"), "openSwitcher");
const browseChannels = lazy(() => import("./browse.js"), "browseChannels");

const problemsPanel = lazy(() => import("./panels.js"), "problemsPanel");

const FEW = 8; // so many channels to join are listed; more are found by browsing
const LISTED = 14; // of one's own, if there are more: first those with something in them; the whole list fits most screens

let showArchived = false,
  showOthers = true;

/* The names of channels are plain: comparing them as a language does would take most of the time of a first look. */
const sortKey = (name) => name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
function byName(list) {
  const keys = new Map(list.map((c) => [c, sortKey(plainName(c))]));
  return list.sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0));
}

const visited = new Set(); // in this tab, the latest last
on("route", () => {
  visited.delete(store.channelId);
  visited.add(store.channelId);
});
/** How much a place asks to be in a list that is too long for all: where one is, what is meant for me, what is new, where I was. */
function claim(c) {
  const { count, mentions } = unread(c);
  if (c.id === store.channelId) return 5;
  return mentions ? 4 : hasDraft(c.id) ? 3 : count ? 2 : visited.has(c.id) ? 1 : 0;
}
function few(list, most) {
  if (list.length <= most) return list;
  const claims = new Map(list.map((c) => [c, claim(c)]));
  const chosen = new Set([...list].sort((a, b) => claims.get(b) - claims.get(a)).slice(0, most));
  return list.filter((c) => chosen.has(c));
}

function group(title, rows, extra) {
  if (!rows.length && !extra) return null;
  return h(
    "section",
    { class: "group" },
    h("div", { class: "group-head" }, h("h2", {}, title), extra),
    h("ul", {}, rows),
  );
}

function folded(words, isOn, flip, rows, more = null) {
  const button = h(
    "button",
    {
      type: "button",
      class: "group-toggle",
      "aria-expanded": String(isOn),
      data: { testid: `toggle-${words.split(" ")[0].toLowerCase()}` },
      on: { click: flip },
    },
    h("span", { class: `twist${isOn ? " open" : ""}` }, icon("right", 14)),
    words,
  );
  return h("section", { class: "group" }, button, isOn ? h("ul", {}, rows(), more) : null);
}

const allOf = (words, open, testid) =>
  h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "channel browse", data: { testid }, on: { click: open } },
      icon("search", 16),
      h("span", { class: "channel-name" }, words),
    ),
  );

/** The lines of a list; of a long one some, and a way to all. */
function lines(list, row, kind, open, most = LISTED) {
  const rows = few(list, most).map(row);
  return rows.length < list.length ? [...rows, allOf(`All ${list.length} ${kind}`, open, `all-${kind}`)] : rows;
}

function addButton(label, testid, items) {
  const button = iconButton(
    "plus",
    label,
    () => (items.length > 1 ? openMenu(button, items, { label }) : items[0].run()),
    { class: "icon-button tiny", "aria-expanded": items.length > 1 ? "false" : null, data: { testid } },
  );
  return button;
}
const addChannel = () =>
  addButton("Add channels", "add-channel", [
    { label: "New channel", icon: "plus", data: { act: "create" }, run: createChannel },
    { label: "Browse channels", icon: "search", data: { act: "browse" }, run: browseChannels },
  ]);
const addDirect = () => addButton("New direct message", "add-direct", [{ run: newDirect }]);

/** The channels of a person, sorted into the groups of the list. */
function sorted() {
  const all = byName(store.state.channels.filter((c) => canSee(c) || c.id === store.channelId));
  const rooms = all.filter((c) => !isDirect(c)),
    direct = all.filter((c) => isDirect(c) && isMember(c));
  const ofApp = (c) => isIm(c) && isApp(imPartner(c));
  return {
    mine: rooms.filter((c) => !c.is_archived && isMember(c)),
    others: rooms.filter((c) => !c.is_archived && !isMember(c)),
    archived: rooms.filter((c) => c.is_archived),
    apps: direct.filter(ofApp),
    people: direct.filter((c) => !ofApp(c)),
  };
}

export function sidebar({ openChannel, openApp, closeDrawer }) {
  const list = h("nav", { class: "channel-list", "aria-label": "Channels", data: { testid: "channel-list" } });
  const team = h("span", { class: "team-name" }),
    note = h("span", { class: "team-note" }, "local workspace");
  const who = personSwitcher();
  const teamMark = h("span", { class: "team-mark" });
  /** Ours while our app is what is tried here, else the workspace's letter. */
  function drawMark() {
    if (teamMark.hasChildNodes()) return;
    teamMark.classList.toggle("neutral", !isSignalCraft());
    teamMark.append(isSignalCraft() ? brandMark(26) : [...team.textContent][0].toUpperCase());
  }
  const node = h(
    "aside",
    { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
    h(
      "header",
      { class: "team" },
      teamMark,
      h("span", { class: "team-words" }, team, note),
      iconButton("close", "Close the channel list", closeDrawer, { class: "icon-button drawer-close" }),
    ),
    list,
    h("footer", { class: "sidebar-foot" }, who.node, themeButton()),
  );
  const row = (c) => channelRow(c, openChannel);
  const browse = (c) => channelRow(c, openChannel, { browse: true });

  function appHome(apps) {
    const bot = theApp();
    if (!bot || apps.some((c) => imPartner(c)?.id === bot.id)) return null;
    const home = h(
      "button",
      {
        type: "button",
        class: "channel",
        data: { testid: "app-home" },
        on: { click: openApp },
      },
      avatar(bot, 20),
      h("span", { class: "channel-name" }, displayName(bot)),
    );
    return h("li", {}, home);
  }

  function problemsOfApp() {
    const problems = store.state.apps[0]?.problems || [];
    if (!problems.length) return null;
    const words = `${problems.length} ${problems.length === 1 ? "problem" : "problems"} in its manifest`;
    const button = h(
      "button",
      {
        type: "button",
        class: "channel problems",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        data: { testid: "app-problems" },
        on: { click: () => problemsPanel(problems, button) },
      },
      icon("alert", 16),
      h("span", { class: "channel-name" }, words),
    );
    return h("li", {}, button);
  }

  function othersGroup(others) {
    if (!others.length) return null;
    const flip = () => {
      showOthers = !showOthers;
      draw();
    };
    const rest = others.length > FEW ? allOf(`All ${others.length} channels`, browseChannels, "all-others") : null;
    return folded("Others to join", showOthers, flip, () => others.slice(0, FEW).map(browse), rest);
  }
  function archivedGroup(archived) {
    if (!archived.length) return null;
    const flip = () => {
      showArchived = !showArchived;
      draw();
    };
    return folded(`Archived (${archived.length})`, showArchived, flip, () =>
      lines(archived, row, "archived", browseChannels),
    );
  }

  function draw() {
    if (!store.me) return;
    team.textContent = store.boot.team.name || "Workspace";
    drawMark();
    who.render();
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    const { mine, others, archived, apps, people } = sorted();
    const home = appHome(apps),
      problems = problemsOfApp();
    const isLong = mine.length + Math.min(others.length, FEW) > LISTED; // then what is short comes first
    const rooms = [group("Channels", lines(mine, row, "channels", openSwitcher), addChannel()), othersGroup(others)];
    const talks = [
      group("Direct messages", lines(people, row, "conversations", openSwitcher, isLong ? FEW : LISTED), addDirect()),
      apps.length || home || problems ? group("Apps", [...apps.map(row), home, problems].filter(Boolean)) : null,
    ];
    list.replaceChildren(
      ...[
        ...(isLong ? [...talks.reverse(), ...rooms] : [...rooms, ...talks]),
        archivedGroup(archived),
      ].filter(Boolean),
    );
    if (focused) list.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    showCurrent();
    retitle([...mine, ...apps, ...people]);
  }

  /* Where one has just gone is seen in the list, however long that is. */
  let current = null;
  function showCurrent() {
    if (current === store.channelId) return;
    current = store.channelId;
    afterwards(() => {
      const row = list.querySelector(".current")?.getBoundingClientRect(),
        box = list.getBoundingClientRect();
      if (row && row.top < box.top) list.scrollTop += row.top - box.top - row.height;
      else if (row && row.bottom > box.bottom) list.scrollTop += row.bottom - box.bottom + row.height;
    });
  }

  function retitle(mine) {
    const waiting = mine.reduce((sum, c) => sum + unread(c).mentions, 0);
    const place = store.tab === "home" ? store.boot.app.name : nameOf(channel(store.channelId));
    document.title = `${waiting ? `(${waiting}) ` : ""}${place ? `${place} · ` : ""}${store.boot.team.name || "Workspace"}`;
  }

  let planned = false,
    pressed = false,
    drawn = false;
  const soon = () => {
    if (!drawn && store.channelId) {
      drawn = true; // the first time at once, so that it comes with the messages
      return draw();
    }
    if (planned) return;
    planned = true;
    setTimeout(() => {
      planned = false;
      if (!pressed) draw();
    }, 16);
  };
  /* A row that is another one by the time the button is released takes no click: until then the list stays as it is. */
  list.addEventListener("pointerdown", (event) => (pressed = event.button === 0));
  for (const end of ["pointerup", "pointercancel"])
    window.addEventListener(end, () => {
      if (pressed) soon();
      pressed = false;
    });
  for (const kind of ["state", "views", "route", "read", "me", "drafts"]) on(kind, soon);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = [...list.querySelectorAll("a,button")],
      at = items.indexOf(document.activeElement);
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  });
  /** The channel before or after this one in the list; with `onlyUnread` the next that has something new. */
  function step(by, onlyUnread) {
    const rows = [...list.querySelectorAll("a.channel")],
      at = rows.findIndex((n) => n.dataset.channelId === store.channelId);
    for (let i = 1; i <= rows.length; i++) {
      const next = rows[(at + by * i + rows.length * 2) % rows.length];
      if (!onlyUnread || next.classList.contains("unread")) return openChannel(next.dataset.channelId);
    }
  }
  return { node, draw, step };
}
