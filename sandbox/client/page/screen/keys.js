// Keys that work everywhere.

import { lazy } from "./lazy.js";

const openHelp = lazy(() => import("./help.js"), "openHelp");

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
export const MOD = MAC ? "⌘" : "Ctrl";

const isWriting = (node) => node.matches?.("input,textarea,select,[contenteditable]");

/** acts: {switcher, inspector, step(by, onlyUnread), regions() -> [node]} */
export function bindKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const mod = MAC ? event.metaKey : event.ctrlKey;
    const dialogOpen = document.getElementById("dialogs").childElementCount > 0;
    const run = (work) => {
      event.preventDefault();
      keepTyped(work());
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

/* What opens may still have to be loaded: what is typed meanwhile is meant for it, and is given to it. */
async function keepTyped(opening) {
  if (!opening?.then) return;
  const typed = [];
  const keep = (event) => {
    event.preventDefault();
    event.stopPropagation();
    typed.push(event.key);
  };
  document.addEventListener("keydown", keep, true);
  await opening.finally(() => document.removeEventListener("keydown", keep, true));
  for (const key of typed) type(document.activeElement, key);
}
function type(field, key) {
  if (key.length > 1) return field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  if (!isWriting(field)) return;
  field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function nextRegion(regions, by) {
  const shown = regions.filter((node) => node && node.getClientRects().length);
  const at = shown.findIndex((node) => node === document.activeElement || node.contains(document.activeElement));
  shown[(at + by + shown.length) % shown.length]?.focus();
}
