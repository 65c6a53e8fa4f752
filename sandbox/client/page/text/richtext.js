// Draws rich_text blocks: sections, lists, quotes and preformatted text, with mentions, links, dates and emoji.

import { h } from "../screen/dom.js";
import { link, mentionUser, mentionChannel, dateNode } from "./mrkdwn.js";
import { usergroup } from "../workspace/store.js";
import { emojiNode, emojiOf } from "./emoji.js";

function styled(node, style = {}) {
  let out = node;
  if (style.code) out = h("code", {}, out);
  if (style.strike) out = h("s", {}, out);
  if (style.italic) out = h("em", {}, out);
  if (style.bold) out = h("strong", {}, out);
  if (style.underline) out = h("u", {}, out);
  return out;
}

function withBreaks(text) {
  const parts = String(text ?? "").split("\n"),
    out = [];
  parts.forEach((part, at) => {
    if (at) out.push(h("br"));
    out.push(part);
  });
  return h("span", {}, out);
}

const PARTS = {
  text: (e) => withBreaks(e.text),
  link: (e) => link(e.url, e.text || e.url),
  user: (e) => mentionUser(e.user_id),
  channel: (e) => mentionChannel(e.channel_id),
  usergroup: (e) => h("span", { class: "mention" }, `@${usergroup(e.usergroup_id)?.handle || "group"}`),
  broadcast: (e) => h("span", { class: "mention mention-me" }, `@${e.range}`),
  date: (e) => dateNode(e.timestamp, e.format || "{date_short_pretty} {time}", e.url, e.fallback || ""),
  color: (e) => h("code", {}, e.value),
  emoji: (e) =>
    emojiOf(e.name)
      ? emojiNode(e.name)
      : document.createTextNode(
          e.unicode ? String.fromCodePoint(...e.unicode.split("-").map((c) => parseInt(c, 16))) : `:${e.name}:`,
        ),
};

const inlineParts = (elements) =>
  (elements || []).map((e) => (PARTS[e.type] ? styled(PARTS[e.type](e), e.style) : null));

function part(element) {
  if (element.type === "rich_text_list") {
    const ordered = element.style === "ordered";
    return h(
      ordered ? "ol" : "ul",
      {
        class: `indent-${Math.min(element.indent || 0, 5)}`,
        start: ordered && element.offset ? element.offset + 1 : null,
      },
      (element.elements || []).map((item) => h("li", {}, inlineParts(item.elements))),
    );
  }
  if (element.type === "rich_text_quote") return h("blockquote", {}, inlineParts(element.elements));
  if (element.type === "rich_text_preformatted")
    return h(
      "pre",
      { tabindex: "0" },
      (element.elements || []).map((e) => e.text || e.url || ""),
    );
  return h("div", { class: "line" }, inlineParts(element.elements));
}

export const richText = (block) => h("div", { class: "mrkdwn" }, (block.elements || []).map(part));
