// The sheet that tells of the keys.

import { h } from "./dom.js";
import { openDialog } from "./dialog.js";
import { MOD } from "./keys.js";

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
