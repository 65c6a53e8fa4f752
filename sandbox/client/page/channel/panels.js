// What opens beside the channel's name: who is in it, and what is pinned.

import { h } from "../screen/dom.js";
import { store, user, isApp, isMember } from "../workspace/store.js";
import { avatar, displayName, author } from "../workspace/people.js";
import { flatText } from "../text/mrkdwn.js";
import { openPopover, closePopover } from "../screen/popover.js";
import { shortMoment } from "../text/time.js";
import { attempt } from "../workspace/acts.js";
import { pinnedMessages } from "./channel.js";
import { invitePeople, openDirect } from "./forms.js";

function person(u) {
  const details = [
    u.real_name !== displayName(u) ? u.real_name : null,
    u.guest ? "guest" : null,
    u.deleted ? "deactivated" : null,
  ].filter(Boolean);
  const words = h(
    "span",
    { class: "menu-words" },
    h(
      "span",
      { class: "menu-label" },
      displayName(u),
      u.id === store.me.id ? h("span", { class: "quiet" }, " you") : null,
      isApp(u) ? h("span", { class: "app-tag" }, "APP") : null,
    ),
    h("span", { class: "menu-detail" }, details.join(" · ") || `@${u.name}`),
  );
  if (u.id === store.me.id || u.deleted)
    return h("li", {}, h("div", { class: `menu-item still${u.deleted ? " gone" : ""}` }, avatar(u, 28), words));
  const write = () => {
    closePopover();
    openDirect([u.id]).catch(() => {});
  };
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "menu-item", title: `Write to ${displayName(u)}`, on: { click: write } },
      avatar(u, 28),
      words,
    ),
  );
}

const act = (words, testid, run) =>
  h(
    "button",
    {
      type: "button",
      class: "button slim block-wide",
      data: { testid },
      on: {
        click: () => {
          closePopover();
          run();
        },
      },
    },
    words,
  );

export function membersPanel(c, anchor) {
  const members = (c.members || [])
    .map((id) => user(id))
    .filter(Boolean)
    .sort((a, b) => Number(isApp(a)) - Number(isApp(b)) || displayName(a).localeCompare(displayName(b)));
  const inside = isMember(c) && !c.is_archived;
  openPopover(
    anchor,
    [
      h("h3", { class: "popover-title" }, `${members.length} ${members.length === 1 ? "member" : "members"}`),
      h("ul", { class: "people-list" }, members.map(person)),
      inside && !c.is_mpim ? act("Invite people and apps", "invite-people", () => invitePeople(c)) : null,
      inside && !c.is_general && !c.is_mpim
        ? act(`Leave #${c.name}`, "leave", () => attempt("leave", { channel: c.id }))
        : null,
    ],
    { label: "Members", className: "side-popover" },
  );
}

/** What is wrong with the app's manifest, sentence by sentence. */
export function problemsPanel(problems, anchor) {
  openPopover(
    anchor,
    [
      h("h3", { class: "popover-title" }, "What this manifest lacks"),
      h("ul", { class: "problem-list", data: { testid: "problem-list" } }, problems.map((words) => h("li", {}, words))),
    ],
    { label: "Problems of the manifest", className: "side-popover wide" },
  );
}

export function pinsPanel(c, anchor, goTo) {
  const rows = pinnedMessages(c).map((m) =>
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
