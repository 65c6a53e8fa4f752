// Above the messages: the channel's name and topic, who is in it, what is pinned, and its bookmarks.

import { h, icon, iconButton, append } from "./dom.js";
import { store, on, here, user, isIm, imPartner, isMember, isApp, messageAt } from "./store.js";
import { avatar, displayName, author } from "./people.js";
import { flatText, safeUrl, plainText, inline } from "./mrkdwn.js";
import { openPopover, closePopover } from "./popover.js";
import { emojiNode } from "./emoji.js";
import { shortMoment } from "./time.js";
import { attempt } from "./acts.js";
import { pinsOf } from "./list.js";

export const valueOf = (note) => (typeof note === "string" ? note : note?.value || "");

function people(c, anchor) {
  const members = (c.members || [])
    .map((id) => user(id))
    .filter(Boolean)
    .sort((a, b) => Number(isApp(a)) - Number(isApp(b)) || displayName(a).localeCompare(displayName(b)));
  const rows = members.map((u) =>
    h(
      "li",
      { class: `person${u.deleted ? " gone" : ""}` },
      avatar(u, 28),
      h(
        "span",
        { class: "menu-words" },
        h(
          "span",
          { class: "menu-label" },
          displayName(u),
          u.id === store.me.id ? h("span", { class: "quiet" }, " you") : null,
          isApp(u) ? h("span", { class: "app-tag" }, "APP") : null,
        ),
        h(
          "span",
          { class: "menu-detail" },
          [
            u.real_name !== displayName(u) ? u.real_name : null,
            u.guest ? "guest" : null,
            u.deleted ? "deactivated" : null,
          ]
            .filter(Boolean)
            .join(" · ") || `@${u.name}`,
        ),
      ),
    ),
  );
  const leave =
    isMember(c) && !c.is_archived && c.name !== "general"
      ? h(
          "button",
          {
            type: "button",
            class: "button slim block-wide",
            data: { testid: "leave" },
            on: {
              click: () => {
                closePopover();
                attempt("leave", { channel: c.id });
              },
            },
          },
          `Leave #${c.name}`,
        )
      : null;
  openPopover(
    anchor,
    [
      h("h3", { class: "popover-title" }, `${members.length} ${members.length === 1 ? "member" : "members"}`),
      h("ul", { class: "people-list" }, rows),
      leave,
    ],
    { label: "Members", className: "side-popover" },
  );
}

function pins(c, anchor, goTo) {
  const found = [...pinsOf(c)].map((ts) => messageAt(c.id, ts)).filter(Boolean);
  const rows = found.map((m) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "pin-card",
          on: {
            click: () => {
              closePopover();
              goTo(c.id, m.ts);
            },
          },
        },
        h(
          "span",
          { class: "pin-head" },
          avatar(author(m), 20),
          h("strong", {}, displayName(author(m))),
          h("span", { class: "quiet" }, shortMoment(m.ts)),
        ),
        h("span", { class: "pin-text" }, flatText(m.text || "Message")),
      ),
    ),
  );
  openPopover(anchor, [h("h3", { class: "popover-title" }, "Pinned"), h("ul", { class: "pin-list" }, rows)], {
    label: "Pinned messages",
    className: "side-popover",
  });
}

function bookmarks(c) {
  if (!c.bookmarks?.length) return null;
  return h(
    "div",
    { class: "bookmarks", role: "list", "aria-label": "Bookmarks" },
    c.bookmarks.map((b) => {
      const href = safeUrl(b.link),
        emoji = String(b.emoji || "").replace(/:/g, "");
      const face = emoji ? emojiNode(emoji) : icon("bookmark", 15);
      return h(
        "span",
        { role: "listitem" },
        href
          ? h(
              "a",
              { class: "bookmark", href, target: "_blank", rel: "noopener noreferrer", title: b.link },
              face,
              plainText(b.title || b.link),
            )
          : h("span", { class: "bookmark" }, face, plainText(b.title)),
      );
    }),
  );
}

export function channelHeader({ openDrawer, goTo, setTab }) {
  const node = h("header", { class: "main-head" });
  let sig = null;

  function draw() {
    const c = here();
    const loaded = c ? [...pinsOf(c)].filter((ts) => messageAt(c.id, ts)).length : 0;
    const next = JSON.stringify([
      store.me?.id,
      store.tab,
      Boolean(store.views.home),
      c && [c.id, c.name, c.topic, c.members, c.bookmarks, c.is_archived, loaded],
    ]);
    if (next === sig) return;
    sig = next;
    closePopover(false);
    const menu = iconButton("menu", "Open the channel list", openDrawer, {
      class: "icon-button drawer-open",
      "aria-controls": "sidebar",
    });
    if (!c) {
      node.replaceChildren(
        h(
          "div",
          { class: "head-row" },
          menu,
          h(
            "div",
            { class: "head-words" },
            h("h1", { class: "head-name" }, store.tab === "home" ? store.boot.app.name : ""),
          ),
        ),
      );
      return;
    }
    const partner = isIm(c) ? imPartner(c) : null,
      topic = valueOf(c.topic);
    const title = h(
      "h1",
      { class: "head-name", data: { testid: "channel-name" } },
      partner ? avatar(partner, 26) : icon(c.is_private ? "lock" : "hash", 19),
      h("span", {}, partner ? displayName(partner) : c.name),
      partner && isApp(partner) ? h("span", { class: "app-tag" }, "APP") : null,
      c.is_archived ? h("span", { class: "app-tag guest" }, "ARCHIVED") : null,
    );
    const line = topic
      ? h(
          "div",
          { class: "head-topic", title: flatText(topic), data: { testid: "topic" } },
          append(h("span", {}), inline(topic)),
        )
      : null;
    const side = h("div", { class: "head-side" });
    if (!partner) {
      const count = (c.members || []).length;
      const members = h(
        "button",
        {
          type: "button",
          class: "head-button",
          "aria-haspopup": "dialog",
          "aria-expanded": "false",
          "aria-label": `${count} members`,
          title: "Members",
          data: { testid: "members" },
          on: { click: () => people(here(), members) },
        },
        h(
          "span",
          { class: "faces" },
          (c.members || [])
            .map(user)
            .filter((u) => u && !isApp(u))
            .slice(0, 3)
            .map((u) => avatar(u, 22)),
        ),
        h("span", { class: "only-small" }, icon("users", 17)),
        h("span", {}, count),
      );
      if (loaded) {
        const pin = h(
          "button",
          {
            type: "button",
            class: "head-button",
            "aria-haspopup": "dialog",
            "aria-expanded": "false",
            "aria-label": `${loaded} pinned`,
            title: "Pinned",
            data: { testid: "pins" },
            on: { click: () => pins(here(), pin, goTo) },
          },
          icon("pin", 17),
          h("span", {}, loaded),
        );
        side.append(pin);
      }
      side.append(members);
    }
    const tabs =
      partner && isApp(partner) && (store.views.home || store.boot.app.home_tab)
        ? h(
            "div",
            { class: "tabs", role: "tablist" },
            ["messages", "home"].map((tab) =>
              h(
                "button",
                {
                  type: "button",
                  role: "tab",
                  class: "tab",
                  "aria-selected": String(store.tab === tab),
                  data: { testid: `tab-${tab}` },
                  on: { click: () => setTab(tab) },
                },
                tab === "home" ? "Home" : "Messages",
              ),
            ),
          )
        : null;
    node.replaceChildren(
      ...[
        h("div", { class: "head-row" }, menu, h("div", { class: "head-words" }, title, line), side),
        tabs,
        bookmarks(c),
      ].filter(Boolean),
    );
  }
  for (const kind of ["state", "route", "views", "me"]) on(kind, draw);
  on("messages", (id) => {
    if (id === store.channelId) draw();
  });
  return { node, draw };
}
