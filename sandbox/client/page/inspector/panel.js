// The inspector: what goes between app and workspace as it happens, newest on top. Its button stands in the header.

import { h, icon, iconButton, pushLayer, isSmall } from "../screen/dom.js";
import { store, on } from "../workspace/store.js";
import { get, coalesce } from "../workspace/api.js";
import { isBad, nameOfEntry, placeOf, trafficRow } from "./row.js";

const SHOWN = 60, // rows in the page
  KEPT = 600; // entries in memory
const KINDS = [
  ["", "All"],
  ["call", "Calls"],
  ["envelope", "Envelopes"],
];
const KEY = "signal.inspector";

export function inspector(button) {
  const entries = new Map(); // by seq
  const expanded = new Set();
  let rev = null,
    isPaused = false,
    kind = "",
    isOpenNow = false,
    popLayer = null,
    opener = null;

  const search = h("input", {
    type: "search",
    class: "field-input",
    placeholder: "Filter: method, channel, error, text",
    "aria-label": "Filter traffic",
    data: { testid: "traffic-filter" },
    on: { input: draw },
  });
  const kinds = h("div", { class: "segments", role: "group", "aria-label": "Kind" });
  const errors = h("input", {
    type: "checkbox",
    class: "choice-box",
    data: { testid: "traffic-errors" },
    on: { change: draw },
  });
  const list = h("ul", { class: "traffic-list", "aria-label": "Traffic", data: { testid: "traffic-list" } });
  const count = h("span", { class: "quiet", data: { testid: "traffic-count" } });
  const pause = iconButton("pause", "Pause", togglePause, {
    "aria-pressed": "false",
    data: { testid: "traffic-pause" },
  });
  const node = h(
    "aside",
    { class: "inspector", "aria-label": "Traffic inspector", hidden: true, data: { testid: "inspector" } },
    h(
      "header",
      { class: "thread-head" },
      h("h2", {}, "Traffic"),
      count,
      pause,
      iconButton("trash", "Clear the list", clear),
      iconButton("close", "Close the inspector", () => toggle(false), { data: { testid: "inspector-close" } }),
    ),
    h(
      "div",
      { class: "traffic-tools" },
      search,
      h("div", { class: "traffic-row-tools" }, kinds, h("label", { class: "choice slim" }, errors, "Errors only")),
    ),
    list,
  );
  function drawKinds() {
    kinds.replaceChildren(
      ...KINDS.map(([value, words]) =>
        h(
          "button",
          {
            type: "button",
            class: "segment",
            "aria-pressed": String(kind === value),
            on: {
              click: () => {
                kind = value;
                drawKinds();
                draw();
              },
            },
          },
          words,
        ),
      ),
    );
  }

  const load = coalesce(async () => {
    if (!isOpenNow || isPaused) return;
    const data = await get("/_control/traffic", { since: rev ?? undefined, limit: KEPT }).catch(() => null);
    if (!data) return;
    const isRestart = rev !== null && data.rev < rev;
    if (isRestart) entries.clear();
    rev = isRestart ? null : data.rev;
    for (const entry of data.entries) entries.set(entry.seq, entry);
    for (const seq of [...entries.keys()].sort((a, b) => a - b).slice(0, Math.max(0, entries.size - KEPT)))
      entries.delete(seq);
    draw();
  });

  /** A row's words, made once: the filter looks through them at each key. */
  function wordsOf(entry) {
    entry.words ??= JSON.stringify([entry.name, nameOfEntry(entry), placeOf(entry), entry.error, entry.sent, entry.answer]).toLowerCase();
    return entry.words;
  }
  const fits = (entry, query) =>
    (!kind || (kind === "envelope") === (entry.kind === "envelope")) &&
    (!errors.checked || isBad(entry)) &&
    (!query || wordsOf(entry).includes(query));

  function draw() {
    if (!isOpenNow) return;
    const query = search.value.trim().toLowerCase();
    const found = [...entries.values()].filter((entry) => fits(entry, query)).sort((a, b) => b.seq - a.seq);
    const failed = found.filter(isBad).length;
    count.textContent = `${found.length}${failed ? `, ${failed} failed` : ""}${isPaused ? " · paused" : ""}`;
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.seq : null;
    const top = list.scrollTop;
    list.replaceChildren(...found.slice(0, SHOWN).map((entry) => trafficRow(entry, expanded.has(entry.seq), flip)));
    if (found.length > SHOWN)
      list.append(h("li", { class: "quiet pad" }, `${found.length - SHOWN} older: narrow the filter`));
    if (!found.length) list.append(h("li", { class: "quiet pad" }, entries.size ? "Nothing fits." : "Quiet so far."));
    list.scrollTop = top;
    if (focused) list.querySelector(`[data-seq="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
  function flip(seq) {
    if (!expanded.delete(seq)) {
      expanded.clear(); // one at a time keeps the page small
      expanded.add(seq);
    }
    draw();
  }
  function clear() {
    entries.clear();
    draw();
  }
  function togglePause() {
    isPaused = !isPaused;
    const words = isPaused ? "Go on" : "Pause";
    pause.replaceChildren(icon(isPaused ? "play" : "pause"));
    pause.title = words;
    pause.setAttribute("aria-label", words);
    pause.setAttribute("aria-pressed", String(isPaused));
    if (isPaused) draw();
    else load();
  }

  function toggle(to = !isOpenNow, remember = true) {
    if (to === isOpenNow) return;
    isOpenNow = to;
    node.hidden = !to;
    button.setAttribute("aria-pressed", String(to));
    document.getElementById("app").classList.toggle("with-inspector", to);
    if (remember) localStorage.setItem(KEY, to ? "open" : "closed");
    popLayer?.();
    popLayer = null;
    if (to) {
      if (remember) opener = document.activeElement;
      if (isSmall()) popLayer = pushLayer(() => toggle(false));
      if (remember) search.focus({ preventScroll: true });
      load();
    } else {
      list.replaceChildren();
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    }
  }

  drawKinds();
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...list.querySelectorAll(".traffic-row")],
      at = rows.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    rows[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  });
  on("traffic", load);
  on("online", () => store.online && load());
  return {
    node,
    toggle,
    restore: () => !isSmall() && localStorage.getItem(KEY) === "open" && toggle(true, false),
  };
}
