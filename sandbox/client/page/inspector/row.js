// One line of the inspector: a method or an envelope, where, how long it took and how it ended; opened, all that was said.

import { h, icon } from "../screen/dom.js";
import { channel } from "../workspace/store.js";
import { nameOf } from "../channel/channel.js";
import { toast } from "../screen/toasts.js";
import { jsonView, opened, pretty } from "./json.js";

const SLOW = 1000,
  BAR = 3000; // milliseconds: where an ack is late, and where the bar is full
const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

const seconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The step between the two methods of an upload has no name in Slack. */
export const nameOfEntry = (entry) => (entry.kind === "upload" ? "upload (bytes)" : entry.name);
export const isBad = (entry) => entry.ok === false || Boolean(entry.error) || entry.status >= 400;
export const isOpen = (entry) => entry.ended === null || entry.ended === undefined;

export function duration(entry) {
  if (isOpen(entry)) return "…";
  const ms = entry.ms ?? 0;
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function placeOf(entry) {
  const found = entry.channel && channel(entry.channel);
  return found ? nameOf(found) : entry.channel || "";
}

export function outcome(entry) {
  if (entry.error) return entry.error;
  if (isOpen(entry)) return "waiting";
  if (entry.status >= 400) return `HTTP ${entry.status}`;
  return entry.ok === false ? "not ok" : "ok";
}

async function copy(value) {
  try {
    await navigator.clipboard.writeText(pretty(value));
    toast("Copied.", { stay: 2000 });
  } catch {
    toast("The browser does not let this page copy.", { kind: "error" });
  }
}

function part(title, value) {
  const seen = opened(value);
  return h(
    "section",
    { class: "traffic-part" },
    h(
      "div",
      { class: "traffic-part-head" },
      h("h4", {}, title),
      h(
        "button",
        {
          type: "button",
          class: "button slim",
          "aria-label": `Copy what was ${title.toLowerCase()}`,
          on: { click: () => copy(seen) },
        },
        icon("copy", 14),
        "Copy",
      ),
    ),
    jsonView(seen),
  );
}

function details(entry) {
  const facts = [
    clock.format(entry.started * 1000),
    entry.kind,
    entry.status ? `HTTP ${entry.status}` : null,
    entry.retry ? `retry ${entry.retry}` : null,
  ];
  const answer = entry.answer === null || entry.answer === undefined ? null : entry.answer;
  return h(
    "div",
    { class: "traffic-details" },
    h("p", { class: "quiet" }, facts.filter(Boolean).join(" · ")),
    part("Sent", entry.sent),
    answer === null
      ? h("p", { class: "quiet" }, isOpen(entry) ? "No answer yet." : "No answer.")
      : part("Answered", answer),
  );
}

/** toggle(seq) opens or closes it. */
export function trafficRow(entry, isExpanded, toggle) {
  const bad = isBad(entry),
    late = !isOpen(entry) && entry.ms >= SLOW;
  const width = Math.min(100, ((entry.ms || 0) / BAR) * 100);
  const head = h(
    "button",
    {
      type: "button",
      class: "traffic-row",
      "aria-expanded": String(isExpanded),
      "aria-label": [nameOfEntry(entry), placeOf(entry), duration(entry), outcome(entry)].filter(Boolean).join(", "),
      data: { testid: "traffic-row", seq: entry.seq },
      on: { click: () => toggle(entry.seq) },
    },
    h("span", { class: `traffic-dot${bad ? " bad" : isOpen(entry) ? " open" : ""}` }),
    h("span", { class: `traffic-way ${entry.kind}`, title: entry.kind }, entry.kind === "envelope" ? "→ bot" : "bot →"),
    h("span", { class: "traffic-name", title: nameOfEntry(entry) }, nameOfEntry(entry)),
    h("span", { class: "traffic-time" }, seconds.format(entry.started * 1000)),
    placeOf(entry) ? h("span", { class: "traffic-place" }, placeOf(entry)) : null,
    bad ? h("span", { class: "traffic-end bad" }, outcome(entry)) : null,
    h("span", { class: `traffic-ms${late ? " late" : ""}` }, duration(entry)),
    late ? h("span", { class: "traffic-bar", style: { "--part": `${width}%` } }) : null,
  );
  return h("li", { class: isExpanded ? "expanded" : null }, head, isExpanded ? details(entry) : null);
}
