// Short notes that come and go: an invitation to a room, a failure that belongs to no field.

import { h, icon, iconButton } from "./dom.js";

const MOST = 2; // more at once is noise; the same words stand there once

const box = () => document.getElementById("toasts");

export function toast(words, { action, run, kind = "info", stay = 7000 } = {}) {
  const node = h(
    "div",
    { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status", data: { testid: "toast", words } },
    icon(kind === "error" ? "alert" : "hash", 18),
    h("span", { class: "toast-words" }, words),
    action
      ? h(
          "button",
          {
            type: "button",
            class: "button primary slim",
            on: {
              click: () => {
                leave();
                run();
              },
            },
          },
          action,
        )
      : null,
    iconButton("close", "Dismiss", () => leave()),
  );
  let timer = null;
  function leave() {
    clearTimeout(timer);
    node.remove();
  }
  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, stay);
  };
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("pointerleave", arm);
  node.addEventListener("focusin", () => clearTimeout(timer));
  node.addEventListener("focusout", arm);
  for (const old of [...box().children]) if (old.dataset.words === node.dataset.words) old.remove();
  while (box().children.length >= MOST) box().firstChild.remove();
  box().append(node);
  arm();
  return leave;
}

const WORDS = {
  dispatch_failed: (app, why) =>
    why ? `${app} did not answer: ${why}.` : `${app} did not answer in time. Is it running?`,
  unreachable: () => "The workspace cannot be reached. Is it still running?",
  not_in_channel: () => "Join the channel first.",
  is_archived: () => "This channel is archived.",
  message_not_found: () => "That message is gone.",
  cant_edit_message: () => "Only its writer can change a message.",
  cant_delete_message: () => "Only its writer can delete a message.",
  view_not_found: () => "That window is closed already.",
  expired_trigger_id: (app) => `${app} took too long to open its window. Try again.`,
};

/** Plain words for an error code of the workspace; `why` is what it says of the cause. */
export function failure(code, app, why) {
  if (/\s/.test(code)) return String(code).charAt(0).toUpperCase() + String(code).slice(1);
  return (WORDS[code] || (() => `That did not work (${String(code).replace(/_/g, " ")}).`))(app || "The app", why);
}

export const tellFailure = (code, app, why) => toast(failure(code, app, why), { kind: "error", stay: why ? 15000 : 7000 });
