// Turns Slack's mrkdwn into DOM nodes. Only nodes are built, so what strangers write can never become markup.

import { h } from "../screen/dom.js";
import { dateWords, fullTime } from "./time.js";
import { user, channel, usergroup, channelNamed, userNamed, store } from "../workspace/store.js";
import { displayName } from "../workspace/people.js";
import { emojiNode, emojiOf } from "./emoji.js";

export const unescapeText = (text) =>
  String(text ?? "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

export function safeUrl(url) {
  if (typeof url !== "string") return null;
  try {
    const parsed = new URL(unescapeText(url), location.origin);
    return ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link; one that points at a message or channel of this workspace is opened in place by main.js. */
export function link(url, words) {
  const href = safeUrl(url);
  if (!href) return h("span", {}, words);
  return h("a", { class: "link", href, target: "_blank", rel: "noopener noreferrer" }, words);
}

export function mentionUser(id, label) {
  const person = user(id) || userNamed(id);
  const name = person ? displayName(person) : label || id;
  return h(
    "span",
    { class: `mention${person && person.id === store.me?.id ? " mention-me" : ""}`, title: person?.real_name || null },
    `@${name}`,
  );
}

export function mentionChannel(id, label) {
  const found = channel(id) || channelNamed(id);
  const name = found ? found.name : label || id;
  if (!found || (found.is_private && !(found.members || []).includes(store.me?.id)))
    return h("span", { class: "mention" }, found ? "🔒 private channel" : `#${name}`);
  return h("a", { class: "mention", href: `/archives/${found.id}`, data: { "channel-id": found.id } }, `#${name}`);
}

export function dateNode(seconds, format, url, fallback) {
  const words = dateWords(seconds, unescapeText(format));
  if (words === null) return h("span", {}, unescapeText(fallback));
  const node = h(
    "time",
    {
      class: "moment",
      title: fullTime(seconds),
      datetime: new Date(seconds * 1000).toISOString(),
      data: { seconds, ago: format.includes("{ago}") ? unescapeText(format) : null },
    },
    words,
  );
  return url ? link(url, node) : node;
}

/** What stands between < and >. */
function token(inner) {
  const bar = inner.indexOf("|");
  const head = bar < 0 ? inner : inner.slice(0, bar),
    label = bar < 0 ? "" : inner.slice(bar + 1);
  const words = unescapeText(label);
  if (head.startsWith("@")) return mentionUser(head.slice(1), words.replace(/^@/, ""));
  if (head.startsWith("#")) return mentionChannel(head.slice(1), words);
  if (head.startsWith("!subteam^")) {
    const group = usergroup(head.slice(9));
    return h(
      "span",
      { class: "mention" },
      `@${(group && (group.handle || group.name)) || words.replace(/^@/, "") || "group"}`,
    );
  }
  if (head.startsWith("!date^")) {
    const [seconds, format = "", url] = head.slice(6).split("^");
    return dateNode(seconds, format, url, label);
  }
  if (/^!(channel|here|everyone)$/.test(head)) return h("span", { class: "mention mention-me" }, `@${head.slice(1)}`);
  if (head.startsWith("!")) return document.createTextNode(words || `<${unescapeText(head)}>`);
  if (!/^(https?:|mailto:|\/)/i.test(head)) return document.createTextNode(unescapeText(`<${inner}>`));
  return link(head, words || unescapeText(head.replace(/^mailto:/, "")));
}

const MARKS = { "*": "strong", _: "em", "~": "s" };
const EMOJI = /^:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/i;
const plain = (inner) =>
  unescapeText(inner)
    .replace(/<([^<>|\s]+)\|([^<>]+)>/g, "$2")
    .replace(/<((?:https?:|mailto:)[^<>\s]+)>/g, "$1");

function closing(text, from, mark) {
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === "\n") return -1;
    if (c === "<") {
      const end = text.indexOf(">", i);
      if (end > 0) i = end;
      continue;
    }
    if (c === "`") {
      const end = text.indexOf("`", i + 1);
      if (end > 0) i = end;
      continue;
    }
    if (c === mark && i > from && !/\s/.test(text[i - 1]) && !/[\p{L}\p{N}]/u.test(text[i + 1] || " ")) return i;
  }
  return -1;
}

/** One run of text, without fences, quotes or lists. */
export function inline(text) {
  const out = [];
  let run = "";
  const flush = () => {
    if (run) out.push(document.createTextNode(unescapeText(run)));
    run = "";
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i],
      before = text[i - 1] || " ";
    if (c === "<") {
      const end = text.indexOf(">", i);
      if (end > i + 1 && !text.slice(i, end).includes("\n")) {
        flush();
        out.push(token(text.slice(i + 1, end)));
        i = end;
        continue;
      }
    } else if (c === "`") {
      const end = text.indexOf("`", i + 1);
      if (end > i + 1 && !text.slice(i, end).includes("\n")) {
        flush();
        out.push(h("code", {}, plain(text.slice(i + 1, end))));
        i = end;
        continue;
      }
    } else if (MARKS[c] && !/[\p{L}\p{N}]/u.test(before) && /\S/.test(text[i + 1] || " ") && text[i + 1] !== c) {
      const end = closing(text, i + 1, c);
      if (end > 0) {
        flush();
        out.push(h(MARKS[c], {}, inline(text.slice(i + 1, end))));
        i = end;
        continue;
      }
    } else if (c === ":") {
      const found = EMOJI.exec(text.slice(i, i + 60));
      if (found && emojiOf(found[1])) {
        flush();
        out.push(emojiNode(found[1]));
        i += found[0].length - 1;
        continue;
      }
    } else if (c === "\n") {
      flush();
      out.push(h("br"));
      continue;
    }
    run += c;
  }
  flush();
  return out;
}

const QUOTE = /^(?:&gt;|>)\s?/;
const BULLET = /^(\s*)(?:[•◦▪‣·-])\s+(.*)$/;
const NUMBER = /^(\s*)(\d{1,3})[.)]\s+(.*)$/;

function lines(text) {
  const out = [],
    rows = text.split("\n");
  let para = [];
  const flush = () => {
    if (para.length) out.push(h("div", { class: "line" }, inline(para.join("\n"))));
    para = [];
  };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.startsWith("&gt;&gt;&gt;") || row.startsWith(">>>")) {
      flush();
      out.push(h("blockquote", {}, lines([row.replace(/^(&gt;|>){3}\s?/, ""), ...rows.slice(i + 1)].join("\n"))));
      return out;
    }
    if (QUOTE.test(row)) {
      flush();
      const quoted = [];
      while (i < rows.length && QUOTE.test(rows[i])) quoted.push(rows[i++].replace(QUOTE, ""));
      i--;
      out.push(h("blockquote", {}, lines(quoted.join("\n"))));
    } else if (BULLET.test(row) || NUMBER.test(row)) {
      flush();
      const items = [],
        numbered = !BULLET.test(row),
        pattern = numbered ? NUMBER : BULLET;
      const start = numbered ? Number(NUMBER.exec(row)[2]) : null;
      for (; i < rows.length && pattern.test(rows[i]); i++) {
        const m = pattern.exec(rows[i]);
        items.push(h("li", { class: m[1].length > 1 ? "deep" : null }, inline(m[m.length - 1])));
      }
      i--;
      out.push(h(numbered ? "ol" : "ul", numbered ? { start } : {}, items));
    } else if (row.trim() === "" && para.length === 0) out.push(h("div", { class: "gap" }));
    else if (row.trim() === "") {
      flush();
      out.push(h("div", { class: "gap" }));
    } else para.push(row);
  }
  flush();
  return out;
}

/** A whole mrkdwn text. */
export function mrkdwn(text) {
  const box = h("div", { class: "mrkdwn" });
  String(text ?? "")
    .split(/```/)
    .forEach((part, at, all) => {
      const fenced = at % 2 === 1 && at < all.length - 1;
      if (fenced) box.append(h("pre", { tabindex: "0" }, plain(part.replace(/^\n/, "").replace(/\n$/, ""))));
      else {
        const body = at % 2 === 1 ? "```" + part : part;
        const trimmed = at > 0 ? body.replace(/^\n/, "") : body;
        if (trimmed) box.append(...lines(at < all.length - 1 ? trimmed.replace(/\n$/, "") : trimmed));
      }
    });
  return box;
}

/** plain_text: never parsed, except for emoji. */
export function plainText(text, emoji = true) {
  const words = unescapeText(text);
  if (!emoji) return [words];
  return words.split(/(:[a-z0-9_+'-]+:)/i).map((part) => {
    const name = /^:(.+):$/.exec(part)?.[1];
    return name && emojiOf(name) ? emojiNode(name) : part;
  });
}

/** What Slack keeps as plain words (topics, names of channels and files): shown letter by letter, with plain addresses as links. */
export const literal = (text) =>
  unescapeText(text)
    .split(/(https?:\/\/[^\s<>|"]+)/)
    .map((part, at) => (at % 2 ? link(part.replace(/&/g, "&amp;"), part) : part))
    .filter((part) => part !== "");

export const flatLiteral = (text) => unescapeText(text).replace(/\s+/g, " ");

export const textObject = (object) =>
  !object ? null : object.type === "mrkdwn" ? mrkdwn(object.text) : plainText(object.text, object.emoji !== false);
export const flatText = (text) => {
  const node = mrkdwn(text);
  return node.textContent;
};
