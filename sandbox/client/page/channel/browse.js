// Finding a place: the switcher over everything one can see, and the list of channels one may join.

import { icon } from "../screen/dom.js";
import { openFinder } from "../screen/finder.js";
import { store, emit, canSee, isApp, isDirect, isIm, imPartner, isMember, theApp } from "../workspace/store.js";
import { unread } from "../workspace/unread.js";
import { avatar, displayName, livePeople } from "../workspace/people.js";
import { flatLiteral } from "../text/mrkdwn.js";
import { tellFailure } from "../screen/toasts.js";
import { iconOf, nameOf, plainName, valueOf } from "./channel.js";
import { openDirect } from "./forms.js";

const members = (c) => `${c.members.length} ${c.members.length === 1 ? "member" : "members"}`;
const rank = (words, query) => {
  const at = words.toLowerCase().indexOf(query);
  return at < 0 ? Infinity : at;
};

function channelItem(c) {
  const partner = isIm(c) ? imPartner(c) : null;
  return {
    words: plainName(c),
    label: nameOf(c),
    detail: c.is_archived ? "archived" : isMember(c) ? null : "not joined",
    lead: partner ? avatar(partner, 24) : icon(iconOf(c), 18),
    note: unread(c).count ? `${unread(c).count} new` : null,
    weight: (unread(c).count ? 0 : 1) + (isMember(c) ? 0 : 2) + (c.is_archived ? 4 : 0),
    data: { "channel-id": c.id },
    run: () => emit("goto", c.id),
  };
}

function personItem(person) {
  return {
    words: `${displayName(person)} ${person.real_name || ""} ${person.name}`,
    label: displayName(person),
    detail: isApp(person) ? "app" : person.real_name,
    lead: avatar(person, 24),
    weight: 3,
    data: { person: person.name },
    run: () => openDirect([person.id]).catch((error) => tellFailure(error.code)),
  };
}

/** Ctrl-K: channels, conversations and people by name. */
export function openSwitcher() {
  const talked = new Set(store.state.channels.filter((c) => isIm(c) && isMember(c)).map((c) => imPartner(c).id));
  const people = [...livePeople(), theApp()].filter((p) => p && p.id !== store.me.id && !talked.has(p.id));
  const all = [
    ...store.state.channels.filter((c) => canSee(c) && c.id !== store.channelId).map(channelItem),
    ...people.map(personItem),
  ];
  openFinder({
    title: "Go to",
    placeholder: "A channel or a person",
    testid: "switcher",
    find: (query) =>
      all
        .filter((item) => rank(item.words, query) < Infinity)
        .sort((a, b) => a.weight - b.weight || rank(a.words, query) - rank(b.words, query)),
  });
}

/** All public channels, joined or not. */
export function browseChannels() {
  const all = store.state.channels.filter((c) => !isDirect(c) && canSee(c));
  openFinder({
    title: "Channels",
    placeholder: "Search channels",
    testid: "browse",
    find: (query) =>
      all
        .filter((c) => `${c.name} ${valueOf(c.topic)} ${valueOf(c.purpose)}`.toLowerCase().includes(query))
        .sort((a, b) => Number(a.is_archived) - Number(b.is_archived) || a.name.localeCompare(b.name))
        .map((c) => ({
          ...channelItem(c),
          detail: [members(c), c.is_archived ? "archived" : null, flatLiteral(valueOf(c.topic))]
            .filter(Boolean)
            .join(" · "),
          note: isMember(c) ? "joined" : null,
        })),
  });
}
