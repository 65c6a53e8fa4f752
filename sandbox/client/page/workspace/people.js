// People: their names, their faces (coloured initials), and the switch that lets one reader be any of them.

import { h, icon, brandMark } from "../screen/dom.js";
import { store, emit, isApp, isSignalCraft, isSlackbot, userOfBot, user } from "./store.js";
import { emojiNode } from "../text/emoji.js";
import { become } from "./session.js";
import { openMenu } from "../screen/popover.js";
import { lazy } from "../screen/lazy.js";

const openFinder = lazy(() => import("../screen/finder.js"), "openFinder");
const MENU = 12; // so many people fit a menu; more are found by name

export const displayName = (u) => (u ? u.display_name || u.real_name || u.name || u.id : "someone");

const TONES = 10;
function tone(id) {
  let sum = 0;
  for (const c of String(id)) sum = (sum * 31 + c.charCodeAt(0)) >>> 0;
  return sum % TONES;
}

const initials = (name) => {
  const words = String(name)
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const first = [...(words[0] || "?")][0],
    second = words.length > 1 ? [...words[words.length - 1]][0] : "";
  return (first + second).toUpperCase();
};

/** Only our own app has our mark; another has letters, as people have. */
const isOurs = (person) => isApp(person) && !isSlackbot(person) && isSignalCraft();

export function avatar(person, size = 36) {
  const style = { "--size": `${size}px` };
  if (person?.icons) return chosenFace(person.icons, size, displayName(person));
  if (isOurs(person))
    return h("span", { class: "avatar avatar-app", style, "aria-hidden": "true" }, brandMark(Math.round(size * 0.62)));
  const name = person?.real_name || displayName(person);
  return h(
    "span",
    { class: `avatar tone-${tone(person?.id || name)}`, style, "aria-hidden": "true" },
    initials(name),
  );
}

/* The face an app chose for one message: an emoji or a picture from anywhere. */
function chosenFace({ emoji, ...pictures }, size, name) {
  const src = pictures.image_72 || pictures.image_48 || pictures.image_36;
  const picture = src && h("img", { src, alt: "", referrerpolicy: "no-referrer" });
  if (picture) picture.addEventListener("error", () => picture.replaceWith(initials(name)));
  const face = picture || emojiNode(String(emoji || "").replaceAll(":", ""));
  return h("span", { class: "avatar avatar-chosen", style: { "--size": `${size}px` }, "aria-hidden": "true" }, face);
}

/** Whether two messages come from the same hand: an app may write under many names. */
export const sameAuthor = (one, other) =>
  author(one).id === author(other).id &&
  one.username === other.username &&
  JSON.stringify(one.icons) === JSON.stringify(other.icons);

/** Who wrote a message: a person, an app with a user, or only a name. */
export function author(message) {
  const person = user(message.user) || userOfBot(message.bot_id);
  if (person && !message.username && !message.icons) return person;
  return {
    ...(person || {}),
    id: message.user || message.bot_id || message.username || "?",
    name: message.username || person?.name || "app",
    display_name: message.username || person?.display_name,
    real_name: message.username || person?.real_name,
    icons: message.icons,
    is_bot: Boolean(message.bot_id || isApp(person)),
  };
}

export const livePeople = () => store.state.users.filter((u) => !u.deleted && !isApp(u));

const personItem = (person) => ({
  label: displayName(person),
  lead: avatar(person, 28),
  data: { person: person.name },
  detail:
    [
      person.real_name && person.real_name !== displayName(person) ? person.real_name : null,
      person.title,
      person.guest ? "guest" : null,
    ]
      .filter(Boolean)
      .join(" · ") || `@${person.name}`,
  run: async () => {
    if (person.id === store.me.id) return;
    await become(person);
    emit("switched");
  },
});

function openPeople(button) {
  const rows = livePeople().map((person) => ({ ...personItem(person), checked: person.id === store.me.id }));
  const options = { label: "Switch person", above: true, matchWidth: true, className: "people-menu" };
  openMenu(button, [{ heading: "Be someone else in this tab" }, ...rows], options);
}

const wordsOf = (person) => `${displayName(person)} ${person.real_name || ""} ${person.name}`.toLowerCase();
function findPerson() {
  openFinder({
    title: "Be someone else in this tab",
    placeholder: "Search people",
    testid: "people",
    find: (query) =>
      livePeople()
        .filter((person) => wordsOf(person).includes(query))
        .map((person) => ({ ...personItem(person), note: person.id === store.me.id ? "you" : null })),
  });
}

export function personSwitcher() {
  const button = h("button", {
    type: "button",
    class: "person-switcher",
    data: { testid: "person-switcher" },
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  let drawnFor = null;
  const render = () => {
    const me = store.me && JSON.stringify(store.me);
    if (!me || me === drawnFor) return; // a part that is replaced while it is pressed loses the click
    drawnFor = me;
    button.setAttribute("aria-label", `You are ${displayName(store.me)}. Switch person`);
    button.replaceChildren(
      avatar(store.me, 32),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name" }, displayName(store.me)),
        h("span", { class: "person-note" }, store.me.guest ? "guest · switch person" : "switch person"),
      ),
      icon("swap", 16),
    );
  };
  button.addEventListener("click", () => (livePeople().length > MENU ? findPerson() : openPeople(button)));
  return { node: button, render };
}
