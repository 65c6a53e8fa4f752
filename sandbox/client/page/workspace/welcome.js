// The card for newcomers in #general: what to type when something is on fire.

import { h, icon, iconButton } from "../screen/dom.js";
import { store, emit, isSignalCraft } from "./store.js";

const key = () => `signal.hint.${store.boot.team.id || "T"}.${store.me?.id}`;
const done = () => {
  try {
    return localStorage.getItem(key()) === "done";
  } catch {
    return false;
  }
};

export function hintIsDone() {
  if (done()) return;
  try {
    localStorage.setItem(key(), "done");
  } catch {
    /* private mode: it will come again */
  }
  emit("state");
}

const EXAMPLE = "declare checkout is down";
let card = null,
  cardFor = null;

/** Shown in general until the person has run a command or sent it away; only when the app knows the command. */
export function hintCard(channel, fillComposer) {
  const command = store.boot.commands.find((c) => c.command === "/incident");
  if (!isSignalCraft() || channel.name !== "general" || !command || done()) return null;
  if (cardFor === store.me.id) return card;
  const line = `${command.command} ${EXAMPLE}`;
  cardFor = store.me.id;
  card = h(
    "section",
    { class: "hint-card", "aria-label": "Getting started", data: { testid: "hint" } },
    h("span", { class: "hint-mark" }, icon("bolt", 20)),
    h(
      "div",
      { class: "hint-words" },
      h("strong", {}, "Something on fire?"),
      h("p", {}, "Type ", h("code", {}, line), " and a room opens with the right people in it."),
    ),
    h(
      "button",
      {
        type: "button",
        class: "button primary",
        data: { testid: "hint-try" },
        on: { click: () => fillComposer(line) },
      },
      "Try it",
    ),
    iconButton("close", "Hide this hint", hintIsDone),
  );
  return card;
}
