// Above the messages: the channel's name with its menu, its topic, who is in it, what is pinned, and its bookmarks.

import { h, icon, iconButton } from "../screen/dom.js";
import { store, on, here, user, isIm, isDirect, imPartner, isMember, isApp } from "../workspace/store.js";
import { avatar } from "../workspace/people.js";
import { safeUrl, unescapeText, literal } from "../text/mrkdwn.js";
import { closePopover, openMenu } from "../screen/popover.js";
import { lazy } from "../screen/lazy.js";
import { emojiNode } from "../text/emoji.js";
import { plainName, pinnedMessages, valueOf, iconOf } from "./channel.js";

const attempt = lazy(() => import("../workspace/acts.js"), "attempt");
const membersPanel = lazy(() => import("./panels.js"), "membersPanel");
const pinsPanel = lazy(() => import("./panels.js"), "pinsPanel");
const editTopic = lazy(() => import("./forms.js"), "editTopic");
const invitePeople = lazy(() => import("./forms.js"), "invitePeople");
const renameChannel = lazy(() => import("./forms.js"), "renameChannel");
const setArchived = lazy(() => import("./forms.js"), "setArchived");

function menuItems(c) {
  const inside = isMember(c),
    item = (label, symbol, run, more = {}) => ({ label, icon: symbol, run, ...more });
  if (c.is_archived) return [item("Unarchive", "archive", () => setArchived(c, false), { data: { act: "unarchive" } })];
  if (!inside) return [item("Join", "plus", () => attempt("join", { channel: c.id }))];
  const items = [
    item("Edit the topic", "edit", () => editTopic(c), { data: { act: "topic" } }),
    item("Invite people and apps", "users", () => invitePeople(c), { data: { act: "invite" } }),
    item("Rename", "hash", () => renameChannel(c)),
  ];
  if (!c.is_general)
    items.push(
      "line",
      item("Leave", "leave", () => attempt("leave", { channel: c.id }), { data: { act: "leave" } }),
      item("Archive", "archive", () => setArchived(c, true), { danger: true, data: { act: "archive" } }),
    );
  return items;
}

function bookmarks(c) {
  if (!c.bookmarks?.length) return null;
  return h(
    "div",
    { class: "bookmarks", role: "list", "aria-label": "Bookmarks" },
    c.bookmarks.map((b) => {
      const href = safeUrl(b.link),
        emoji = String(b.emoji || "").replace(/:/g, ""),
        words = unescapeText(b.title || b.link);
      const face = emoji ? emojiNode(emoji) : icon("bookmark", 15);
      return h(
        "span",
        { role: "listitem" },
        href
          ? h(
              "a",
              { class: "bookmark", href, target: "_blank", rel: "noopener noreferrer", title: b.link },
              face,
              words,
            )
          : h("span", { class: "bookmark" }, face, words),
      );
    }),
  );
}

function headButton(testid, label, title, onClick, ...content) {
  return h(
    "button",
    {
      type: "button",
      class: "head-button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-label": label,
      title,
      data: { testid },
      on: { click: onClick },
    },
    content,
  );
}

function membersButton(c) {
  const count = (c.members || []).length;
  const faces = (c.members || [])
    .map(user)
    .filter((u) => u && !isApp(u))
    .slice(0, 3);
  const button = headButton(
    "members",
    `${count} members`,
    "Members",
    () => membersPanel(here(), button),
    h(
      "span",
      { class: "faces" },
      faces.map((u) => avatar(u, 22)),
    ),
    h("span", { class: "only-small" }, icon("users", 17)),
    h("span", {}, count),
  );
  return button;
}

function pinsButton(c, goTo) {
  const count = pinnedMessages(c).length;
  if (!count) return null;
  const words = [icon("pin", 17), h("span", {}, count)];
  const button = headButton("pins", `${count} pinned`, "Pinned", () => pinsPanel(here(), button, goTo), words);
  return button;
}

function nameTitle(c) {
  const partner = isIm(c) ? imPartner(c) : null,
    tag = (words) => h("span", { class: "app-tag" }, words);
  const face = [
    partner ? avatar(partner, 26) : icon(iconOf(c), 19),
    h("span", { class: "head-name-words" }, plainName(c)),
    partner && isApp(partner) ? tag("APP") : null,
    c.is_archived ? tag("ARCHIVED") : null,
  ];
  if (isDirect(c)) return h("h1", { class: "head-name", data: { testid: "channel-name" } }, face);
  const button = h(
    "button",
    {
      type: "button",
      class: "head-name-button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": `#${c.name}: channel menu`,
      data: { testid: "channel-menu" },
      on: { click: () => openMenu(button, menuItems(here()), { label: `#${c.name}` }) },
    },
    face,
    icon("chevron", 15),
  );
  return h("h1", { class: "head-name", data: { testid: "channel-name" } }, button);
}

const TABS = { messages: "Messages", home: "Home", canvas: "Canvas" };

/* Beside the messages: the home of an app, or the canvas of a channel. */
function besides(c) {
  const app = isIm(c) && isApp(imPartner(c));
  if (app) return store.views.home || store.boot.app.home_tab ? "home" : null;
  return c.canvas || store.tab === "canvas" ? "canvas" : null;
}

function tabs(c, setTab) {
  const other = besides(c);
  if (!other) return null;
  return h(
    "div",
    { class: "tabs", role: "group", "aria-label": other === "home" ? "Parts of the app" : "Parts of the channel" },
    ["messages", other].map((tab) =>
      h(
        "button",
        {
          type: "button",
          class: "tab",
          "aria-pressed": String(store.tab === tab),
          data: { testid: `tab-${tab}` },
          on: { click: () => setTab(tab) },
        },
        TABS[tab],
      ),
    ),
  );
}

export function channelHeader({ openDrawer, goTo, setTab, tools = [] }) {
  const node = h("header", { class: "main-head" });
  let sig = null;

  const menu = () =>
    iconButton("menu", "Open the channel list", openDrawer, {
      class: "icon-button drawer-open",
      "aria-controls": "sidebar",
    });
  const homeOnly = () =>
    h(
      "div",
      { class: "head-row" },
      menu(),
      h(
        "div",
        { class: "head-words" },
        h("h1", { class: "head-name" }, store.tab === "home" ? store.boot.app.name : store.boot.team.name),
      ),
      h("div", { class: "head-side" }, tools),
    );

  function draw() {
    const c = here();
    const facts = c && [c.id, store.names, c.topic, c.members, c.bookmarks, c.is_archived, pinnedMessages(c).length];
    const beside = [store.tab, Boolean(store.views.home), Boolean(c?.canvas)];
    const next = JSON.stringify([store.me?.id, beside, facts]);
    if (next === sig) return;
    sig = next;
    closePopover(false);
    if (!c) return node.replaceChildren(homeOnly());
    const topic = valueOf(c.topic);
    const line = topic
      ? h("div", { class: "head-topic", title: unescapeText(topic), data: { testid: "topic" } }, literal(topic))
      : null;
    const side = h("div", { class: "head-side" }, isIm(c) ? null : [pinsButton(c, goTo), membersButton(c)], tools);
    const row = h("div", { class: "head-row" }, menu(), h("div", { class: "head-words" }, nameTitle(c), line), side);
    node.replaceChildren(...[row, tabs(c, setTab), bookmarks(c)].filter(Boolean));
  }
  for (const kind of ["state", "route", "views", "me"]) on(kind, draw);
  return { node, draw };
}
