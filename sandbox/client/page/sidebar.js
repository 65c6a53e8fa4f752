// The left side: the workspace, the channels with what is unread, and who I am.

import { h, icon, iconButton, brandMark } from "./dom.js";
import { store, on, isMember, canSee, isIm, unread, imPartner, isApp, userNamed } from "./store.js";
import { avatar, displayName, personSwitcher } from "./people.js";
import { themeButton } from "./theme.js";

let showArchived = false,
  showOthers = true;

const byName = (a, b) => (a.name || "").localeCompare(b.name || "", undefined, { numeric: true });

function row(c, openChannel, { browse = false } = {}) {
  const partner = isIm(c) ? imPartner(c) : null;
  const name = partner ? displayName(partner) : c.name;
  const state = browse || c.is_archived ? { count: 0 } : unread(c);
  const current = c.id === store.channelId;
  const label = `${name}${state.count ? `, ${state.count} unread` : ""}${c.is_private ? ", private" : ""}${c.is_archived ? ", archived" : ""}`;
  return h(
    "li",
    {},
    h(
      "a",
      {
        class: `channel${current ? " current" : ""}${state.count ? " unread" : ""}${browse ? " browse" : ""}`,
        href: `/archives/${c.id}`,
        "aria-current": current ? "page" : null,
        "aria-label": label,
        data: { testid: `channel-${partner ? partner.name : c.name}`, "channel-id": c.id },
        on: {
          click: (event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            openChannel(c.id);
          },
        },
      },
      partner ? avatar(partner, 20) : icon(c.is_archived ? "archive" : c.is_private ? "lock" : "hash", 16),
      h("span", { class: "channel-name" }, name),
      state.count
        ? h("span", { class: `badge${state.mention ? " loud" : ""}` }, state.count > 99 ? "99+" : state.count)
        : null,
    ),
  );
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

function toggle(words, isOn, flip) {
  return h(
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
}

export function sidebar({ openChannel, openHome, closeDrawer }) {
  const list = h("nav", { class: "channel-list", "aria-label": "Channels", data: { testid: "channel-list" } });
  const team = h("span", { class: "team-name" }),
    note = h("span", { class: "team-note" }, "local workspace");
  const who = personSwitcher();
  const node = h(
    "aside",
    { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
    h(
      "header",
      { class: "team" },
      h("span", { class: "team-mark" }, brandMark(26)),
      h("span", { class: "team-words" }, team, note),
      iconButton("close", "Close the channel list", closeDrawer, { class: "icon-button drawer-close" }),
    ),
    list,
    h("footer", { class: "sidebar-foot" }, who.node, themeButton()),
  );

  function draw() {
    if (!store.me) return;
    team.textContent = store.boot.team.name || "Workspace";
    who.render();
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    const all = store.state.channels.filter((c) => canSee(c) || c.id === store.channelId).sort(byName);
    const mine = all.filter((c) => !isIm(c) && !c.is_archived && isMember(c));
    const others = all.filter((c) => !isIm(c) && !c.is_archived && !isMember(c));
    const archived = all.filter((c) => !isIm(c) && c.is_archived);
    const ims = all.filter((c) => isIm(c) && isMember(c));
    const apps = ims.filter((c) => isApp(imPartner(c))),
      people = ims.filter((c) => !isApp(imPartner(c)));
    const bot = userNamed(store.boot.app.bot_user) || store.state.users.find(isApp);
    const lonelyHome =
      (store.views.home || store.boot.app.home_tab) && bot && !apps.some((c) => imPartner(c)?.id === bot.id);
    list.replaceChildren(
      ...[
        group(
          "Channels",
          mine.map((c) => row(c, openChannel)),
        ),
        others.length
          ? h(
              "section",
              { class: "group" },
              toggle("Others to join", showOthers, () => {
                showOthers = !showOthers;
                draw();
              }),
              showOthers
                ? h(
                    "ul",
                    {},
                    others.map((c) => row(c, openChannel, { browse: true })),
                  )
                : null,
            )
          : null,
        group(
          "Direct messages",
          people.map((c) => row(c, openChannel)),
        ),
        apps.length || lonelyHome
          ? group(
              "Apps",
              [
                ...apps.map((c) => row(c, openChannel)),
                lonelyHome
                  ? h(
                      "li",
                      {},
                      h(
                        "button",
                        {
                          type: "button",
                          class: `channel${store.tab === "home" ? " current" : ""}`,
                          data: { testid: "app-home" },
                          on: { click: openHome },
                        },
                        avatar(bot, 20),
                        h("span", { class: "channel-name" }, displayName(bot)),
                      ),
                    )
                  : null,
              ].filter(Boolean),
            )
          : null,
        archived.length
          ? h(
              "section",
              { class: "group" },
              toggle(`Archived (${archived.length})`, showArchived, () => {
                showArchived = !showArchived;
                draw();
              }),
              showArchived
                ? h(
                    "ul",
                    {},
                    archived.map((c) => row(c, openChannel)),
                  )
                : null,
            )
          : null,
      ].filter(Boolean),
    );
    if (focused) list.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const waiting = [...mine, ...ims].reduce((sum, c) => sum + (unread(c).mention ? unread(c).count : 0), 0);
    const c = store.state.channels.find((x) => x.id === store.channelId);
    const place =
      store.tab === "home" ? store.boot.app.name : c ? (isIm(c) ? displayName(imPartner(c)) : `#${c.name}`) : "";
    document.title = `${waiting ? `(${waiting}) ` : ""}${place ? `${place} · ` : ""}${store.boot.team.name || "Workspace"}`;
  }

  let planned = false;
  const soon = () => {
    if (!planned) {
      planned = true;
      setTimeout(() => {
        planned = false;
        draw();
      }, 16);
    }
  };
  for (const kind of ["state", "messages", "views", "route", "read", "me"]) on(kind, soon);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = [...list.querySelectorAll("a,button")],
      at = items.indexOf(document.activeElement);
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  });
  return { node, draw };
}
