// Shows JSON so that it can be read: coloured by kind, built of text nodes only.

import { h } from "../screen/dom.js";

const LONG = 20000; // letters; a longer one is cut, the copy has it all
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

export const pretty = (value) => JSON.stringify(value, null, 2);

/** Values that are JSON in a string (blocks in a form) are opened, as a person would read them. */
export function opened(value) {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(opened);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, opened(each)]));
  return value;
}

export function jsonView(value) {
  const whole = pretty(value) ?? "nothing",
    text = whole.length > LONG ? `${whole.slice(0, LONG)}\n… ${whole.length - LONG} more letters; copy has all` : whole;
  const node = h("pre", { class: "json", tabindex: "0" });
  let last = 0;
  let spans = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (spans++ > 400) break; // the rest stays plain: a page of colours is no help
    node.append(text.slice(last, found.index));
    const [all, words, colon, word] = found;
    const kind = words ? (colon ? "key" : "text") : word ? "word" : "number";
    node.append(h("span", { class: `json-${kind}` }, words || all), words && colon ? colon : "");
    last = found.index + all.length;
  }
  node.append(text.slice(last));
  return node;
}
