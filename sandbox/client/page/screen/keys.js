// Keys that work everywhere, and the sheet that tells of them.

import { h } from "./dom.js";
import { openDialog } from "./dialog.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = MAC ? "⌘" : "Ctrl";

const SHEET = [
  [
    "Getting around",
    [
      [[MOD, "K"], "Go to a channel or a person"],
      [["Alt", "↑ ↓"], "Channel before, channel after"],
      [["Alt", "Shift", "↑ ↓"], "The next with something unread"],
      [["F6"], "Next part of the page"],
      [["Esc"], "Close what is on top"],
    ],
  ],
  [
    "Messages",
    [
      [["↑ ↓"], "Walk the messages"],
      [["Home", "End"], "First and last on the page"],
      [["Tab"], "From a message to its actions"],
      [["↑"], "Edit your last message (empty composer)"],
    ],
  ],
  [
    "Writing",
    [
      [["Enter"], "Send"],
      [["Shift", "Enter"], "New line"],
      [["/"], "Commands"],
      [["@"], "People"],
      [["#"], "Channels"],
    ],
  ],
  [
    "Tools",
    [
      [[MOD, "."], "Traffic inspector"],
      [[MOD, "/"], "This sheet (also ?)"],
    ],
  ],
];

let sheet = null;
export function openHelp() {
  if (sheet) return;
  const rows = (list) =>
    list.map(([keys, does]) =>
      h(
        "div",
        { class: "key-row" },
        h("dt", {}, does),
        h(
          "dd",
          {},
          keys.map((key) => h("kbd", {}, key)),
        ),
      ),
    );
  const body = h(
    "div",
    { class: "key-sheet", tabindex: "0" },
    SHEET.map(([title, list]) => h("section", {}, h("h3", {}, title), h("dl", {}, rows(list)))),
  );
  sheet = openDialog({
    title: "Keyboard",
    body,
    className: "wide light",
    testid: "help",
    onClose: () => {
      sheet.destroy();
      sheet = null;
    },
  });
  body.focus();
}

const isWriting = (node) => node.matches?.("input,textarea,select,[contenteditable]");

/** acts: {switcher, inspector, step(by, onlyUnread), regions() -> [node]} */
export function bindKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const mod = MAC ? event.metaKey : event.ctrlKey;
    const dialogOpen = document.getElementById("dialogs").childElementCount > 0;
    const run = (work) => {
      event.preventDefault();
      work();
    };
    if (mod && event.key === ".") return run(acts.inspector);
    if (dialogOpen) return;
    if (mod && !event.shiftKey && event.key.toLowerCase() === "k") run(acts.switcher);
    else if (mod && event.key === "/") run(openHelp);
    else if (event.key === "?" && !isWriting(event.target)) run(openHelp);
    else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown"))
      run(() => acts.step(event.key === "ArrowDown" ? 1 : -1, event.shiftKey));
    else if (event.key === "F6") run(() => nextRegion(acts.regions(), event.shiftKey ? -1 : 1));
  });
}

function nextRegion(regions, by) {
  const shown = regions.filter((node) => node && node.getClientRects().length);
  const at = shown.findIndex((node) => node === document.activeElement || node.contains(document.activeElement));
  shown[(at + by + shown.length) % shown.length]?.focus();
}
