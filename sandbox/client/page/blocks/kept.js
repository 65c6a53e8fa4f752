// What was put into the views of this tab: kept while they are redrawn and over a reload; else as the workspace remembers it.

import { store } from "../workspace/store.js";
import { localStamp, named, option, slot } from "./inputs.js";

const KEY = "signal.typed";
const typed = new Map(); // view id -> {slot -> what stands in it}

function before() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return kept?.started === store.boot.started ? kept.views : {};
  } catch {
    return {};
  }
}
let earlier = null; // what the page before this one knew; read once, when a view is first drawn

/* Options carry faces, which are no data. */
const plain = ({ options, ...rest }) =>
  options ? { ...rest, options: options.map(({ text, value, description }) => ({ text, value, description })) } : rest;

window.addEventListener("pagehide", () => {
  const views = [...typed].map(([id, state]) => [id, [...state].map(([key, each]) => [key, plain(each)])]);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ started: store.boot.started, views: Object.fromEntries(views) }));
  } catch {
    /* full, or private mode */
  }
});

/** One element's state as Slack reports it, as what its field shows. */
function shown(said) {
  const one = said.selected_option || said.selected_options;
  if (said.type === "radio_buttons") return { value: one?.value ?? null };
  if (said.type === "checkboxes") return { value: one.map((o) => o.value) };
  if (said.type === "file_input") return null;
  if (/select$/.test(said.type)) return chosen(said);
  if (said.type === "datetimepicker") {
    const at = said.selected_date_time;
    return { raw: at ? localStamp(at) : "", value: at ?? null };
  }
  const value = said.selected_date ?? said.selected_time ?? said.value ?? null;
  return value !== null && typeof value !== "string" ? null : { raw: value ?? "", value };
}

function chosen({ type, ...said }) {
  const found = Object.entries(said).find(([key]) => key.startsWith("selected_"))?.[1];
  const options = [found]
    .flat()
    .filter(Boolean)
    .map((each) => (typeof each === "string" ? named(each) : option(each)));
  const values = options.map((o) => o.value);
  return { options, value: type.startsWith("multi_") ? values : (values[0] ?? null) };
}

function asTheWorkspaceKnows(view) {
  const state = new Map();
  for (const [blockId, actions] of Object.entries(view.state?.values || {}))
    for (const [actionId, said] of Object.entries(actions)) {
      const found = shown(said);
      if (found) state.set(slot(blockId, actionId), found);
    }
  return state;
}

export function stateOf(view) {
  if (typed.has(view.id)) return typed.get(view.id);
  earlier ??= before();
  typed.set(view.id, earlier[view.id] ? new Map(earlier[view.id]) : asTheWorkspaceKnows(view));
  return typed.get(view.id);
}
export function forget(viewId) {
  typed.delete(viewId);
  if (earlier) delete earlier[viewId];
}
