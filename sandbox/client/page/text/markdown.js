// Draws standard Markdown (the markdown block, and previews of .md files) as DOM nodes: headings, lists, tasks, tables, code, quotes.

import { h } from "../screen/dom.js";
import { link, mentionUser, mentionChannel, dateNode } from "./mrkdwn.js";
import { emojiNode, emojiOf } from "./emoji.js";

const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!|<>~])/, (m) => m[1]],
  [/^(`+)([^\n]*?[^`\n])\1(?!`)/, (m) => h("code", {}, m[2].trim())],
  [/^!\[[^\]\n]*\]\(([@#])([A-Z0-9]+)\)/, (m) => (m[1] === "@" ? mentionUser(m[2]) : mentionChannel(m[2]))], // a canvas's
  [/^!\[([^\]\n]*)\]\(([^)\s]+)(?:\s+"[^"]*")?\)/, (m) => link(m[2], m[1] || m[2])],
  [/^\[((?:[^\]\n\\]|\\.)+)\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/, (m) => link(m[2], spans(m[1]))],
  [/^<!date\^(\d+)\^([^|>^]+)(?:\^([^|>]+))?\|([^>]*)>/, (m) => dateNode(m[1], m[2], m[3], m[4])],
  [/^<@([A-Z0-9]+)(?:\|([^>]*))?>/, (m) => mentionUser(m[1], m[2])],
  [/^<#([A-Z0-9]+)(?:\|([^>]*))?>/, (m) => mentionChannel(m[1], m[2])],
  [/^<((?:https?:|mailto:)[^>\s|]+)(?:\|([^>]*))?>/, (m) => link(m[1], m[2] || m[1])],
  [/^(https?:\/\/[^\s<>)\]]+[^\s<>)\].,;:!?'"])/, (m) => link(m[1], m[1])],
  [/^(\*\*|__)(?=\S)([^\n]*?\S)\1/, (m) => h("strong", {}, spans(m[2]))],
  [/^\*(?=[^\s*])([^\n*]*?[^\s*])\*/, (m) => h("em", {}, spans(m[1]))],
  [/^_(?=[^\s_])([^\n_]*?[^\s_])_(?![\p{L}\p{N}])/u, (m) => h("em", {}, spans(m[1]))],
  [/^~~(?=\S)([^\n]*?\S)~~/, (m) => h("s", {}, spans(m[1]))],
  [/^:([a-z0-9_+'-]+):/i, (m) => (emojiOf(m[1]) ? emojiNode(m[1]) : m[0])],
  [/^&(amp|lt|gt);/, (m) => ({ amp: "&", lt: "<", gt: ">" })[m[1]]],
];

export function spans(text) {
  const out = [];
  let run = "";
  for (let i = 0; i < text.length;) {
    const rest = text.slice(i, i + 4000),
      boundary = i === 0 || !/[\p{L}\p{N}]/u.test(text[i - 1]);
    let hit = null;
    if (/[\\`![<h*_~:&]/.test(text[i])) {
      for (const [pattern, build] of INLINE) {
        if ((text[i] === "_" || text[i] === "h") && !boundary) break;
        const m = pattern.exec(rest);
        if (m) {
          hit = [m[0].length, build(m)];
          break;
        }
      }
    }
    if (hit) {
      if (run) out.push(run);
      run = "";
      out.push(hit[1]);
      i += hit[0];
    } else if (text[i] === "\n") {
      if (run) out.push(run.replace(/ +$/, ""));
      run = "";
      out.push(h("br"));
      i += 1;
    } else run += text[i++];
  }
  if (run) out.push(run);
  return out;
}

const cells = (row) =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((c) => c.trim());
const ITEM = /^(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$/;

function list(rows, from) {
  const first = ITEM.exec(rows[from]),
    base = first[1].length,
    ordered = /\d/.test(first[2]);
  const node = h(ordered ? "ol" : "ul", ordered ? { start: parseInt(first[2], 10) } : {});
  let i = from;
  while (i < rows.length) {
    const m = ITEM.exec(rows[i]);
    if (m && m[1].length === base && /\d/.test(m[2]) === ordered) {
      const task = /^\[([ xX])\]\s+(.*)$/.exec(m[3]);
      const done = task && task[1] !== " ";
      node.append(
        h(
          "li",
          { class: task ? "task" : null },
          task
            ? h("span", { class: `task-box${done ? " done" : ""}`, role: "img", "aria-label": done ? "done" : "open" })
            : null,
          h("span", {}, spans(task ? task[2] : m[3])),
        ),
      );
      i += 1;
    } else if (m && m[1].length > base && node.lastChild) {
      const [inner, next] = list(rows, i);
      node.lastChild.append(inner);
      i = next;
    } else if (!m && /^\s+\S/.test(rows[i]) && node.lastChild) {
      node.lastChild.append(
        h("br"),
        ...spans(rows[i].trim()).map((s) => (s instanceof Node ? s : document.createTextNode(s))),
      );
      i += 1;
    } else break;
  }
  return [node, i];
}

export function markdown(text) {
  const box = h("div", { class: "mrkdwn markdown" });
  const rows = String(text ?? "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  let para = [];
  const flush = () => {
    if (para.length) box.append(h("p", {}, spans(para.join("\n"))));
    para = [];
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i],
      heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row),
      fence = /^\s*(```+|~~~+)/.exec(row);
    if (fence) {
      flush();
      const body = [];
      while (++i < rows.length && !rows[i].trim().startsWith(fence[1])) body.push(rows[i]);
      box.append(h("pre", { tabindex: "0" }, body.join("\n")));
    } else if (heading) {
      flush();
      box.append(h(`h${Math.min(heading[1].length + 2, 6)}`, { class: `md-h${heading[1].length}` }, spans(heading[2])));
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) {
      flush();
      box.append(h("hr"));
    } else if (/^\s*>/.test(row)) {
      flush();
      const quoted = [];
      while (i < rows.length && /^\s*>/.test(rows[i])) quoted.push(rows[i++].replace(/^\s*>\s?/, ""));
      i -= 1;
      box.append(h("blockquote", {}, markdown(quoted.join("\n"))));
    } else if (ITEM.test(row)) {
      flush();
      const [node, next] = list(rows, i);
      box.append(node);
      i = next - 1;
    } else if (row.includes("|") && /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(rows[i + 1] || "")) {
      flush();
      const head = cells(row),
        body = [];
      i += 1;
      while (i + 1 < rows.length && rows[i + 1].includes("|")) body.push(cells(rows[++i]));
      box.append(
        h(
          "div",
          { class: "table-wrap", tabindex: "0" },
          h(
            "table",
            {},
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                head.map((c) => h("th", {}, spans(c))),
              ),
            ),
            h(
              "tbody",
              {},
              body.map((r) =>
                h(
                  "tr",
                  {},
                  head.map((_, n) => h("td", {}, spans(r[n] || ""))),
                ),
              ),
            ),
          ),
        ),
      );
    } else if (!row.trim()) flush();
    else para.push(row);
  }
  flush();
  return box;
}
