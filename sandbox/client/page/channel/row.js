// One line of the channel list: a channel, a direct message or an app, with what is unread in it.

import { h, icon } from "../screen/dom.js";
import { store, isIm, isDirect, imPartner } from "../workspace/store.js";
import { unread } from "../workspace/unread.js";
import { hasDraft } from "../compose/drafts.js";
import { avatar } from "../workspace/people.js";
import { plainName, iconOf } from "./channel.js";

const MOST = 99;

function badge(state) {
  if (!state.mentions) return null;
  return h("span", { class: "badge loud" }, state.mentions > MOST ? `${MOST}+` : state.mentions);
}

export function channelRow(c, openChannel, { browse = false } = {}) {
  const partner = isIm(c) ? imPartner(c) : null,
    name = plainName(c);
  const state = browse || c.is_archived ? { count: 0, mentions: 0 } : unread(c),
    draft = c.id !== store.channelId && hasDraft(c.id);
  const current = c.id === store.channelId;
  const label = [
    name,
    state.count ? `${state.count} unread` : null,
    state.mentions ? `${state.mentions} for you` : null,
    draft ? "draft" : null,
    c.is_private && !isDirect(c) ? "private" : null,
    c.is_archived ? "archived" : null,
  ];
  return h(
    "li",
    {},
    h(
      "a",
      {
        class: `channel${current ? " current" : ""}${state.count ? " unread" : ""}${browse ? " browse" : ""}`,
        href: `/archives/${c.id}`,
        "aria-current": current ? "page" : null,
        "aria-label": label.filter(Boolean).join(", "),
        data: { testid: `channel-${partner ? partner.name : c.name}`, "channel-id": c.id },
        on: {
          click: (event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            openChannel(c.id);
          },
        },
      },
      partner ? avatar(partner, 20) : icon(iconOf(c), 16),
      h("span", { class: "channel-name" }, name),
      draft ? icon("edit", 14) : null,
      badge(state),
    ),
  );
}
