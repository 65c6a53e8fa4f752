// Says that the workspace is out of reach, but only when that lasts long enough to notice.

import { h } from "../screen/dom.js";
import { store, on } from "./store.js";

const NOTICEABLE = 1200; // milliseconds

export function onlineHint() {
  const node = h(
    "div",
    { class: "online-hint", role: "status", hidden: true, data: { testid: "reconnecting" } },
    h("span", { class: "pulse", "aria-hidden": "true" }),
    "Reconnecting…",
  );
  let timer = null;
  on("online", tell);
  tell();
  function tell() {
    clearTimeout(timer);
    if (store.online) node.hidden = true;
    else
      timer = setTimeout(() => {
        node.hidden = false;
      }, NOTICEABLE);
  }
  return node;
}
