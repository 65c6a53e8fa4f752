// Old-style attachments: a coloured edge around text, fields, pictures or blocks.

import { h } from "../screen/dom.js";
import { mrkdwn, plainText, safeUrl, link } from "../text/mrkdwn.js";
import { shortMoment } from "../text/time.js";
import { image } from "./elements.js";
import { renderBlocks } from "./blocks.js";

const NAMED = { good: "#2f8f5b", warning: "#c98a1b", danger: "#c0392b" };
const edge = (color) =>
  /^#?([0-9a-f]{3}){1,2}$/i.test(color || "") ? `#${color.replace("#", "")}` : NAMED[color] || null;

function words(a, name) {
  const text = a[name];
  if (!text) return null;
  return !a.mrkdwn_in || a.mrkdwn_in.includes(name) ? mrkdwn(text) : h("div", { class: "mrkdwn" }, plainText(text));
}

function author(a) {
  if (!a.author_name) return null;
  return h(
    "div",
    { class: "attachment-author" },
    a.author_icon ? image({ image_url: a.author_icon, alt_text: "" }, "context-image") : null,
    a.author_link && safeUrl(a.author_link) ? link(a.author_link, plainText(a.author_name)) : plainText(a.author_name),
    a.author_subname ? h("span", { class: "quiet" }, plainText(a.author_subname)) : null,
  );
}
function title(a) {
  if (!a.title) return null;
  const text = plainText(a.title);
  return h(
    "div",
    { class: "attachment-title" },
    a.title_link && safeUrl(a.title_link) ? link(a.title_link, text) : text,
  );
}
function fields(a) {
  if (!a.fields?.length) return null;
  return h(
    "div",
    { class: "fields" },
    a.fields.map((f) =>
      h("div", { class: f.short ? "field" : "field whole" }, h("strong", {}, plainText(f.title)), mrkdwn(f.value)),
    ),
  );
}
function foot(a) {
  const moment = Number(a.ts) ? shortMoment(a.ts) : null;
  if (!a.footer && !moment) return null;
  return h(
    "div",
    { class: "attachment-foot quiet" },
    a.footer_icon ? image({ image_url: a.footer_icon, alt_text: "" }, "context-image") : null,
    [a.footer ? plainText(a.footer) : null, moment].filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : part)),
  );
}

function body(a, ctx) {
  if (a.blocks?.length) return h("div", { class: "blocks" }, renderBlocks(a.blocks, ctx));
  const said = [author(a), title(a), words(a, "text"), fields(a)];
  const isBare = !a.text && !a.title && !a.fields?.length && !a.image_url;
  if (isBare && a.fallback) said.push(h("div", {}, plainText(a.fallback)));
  const old = (a.actions || []).map((e) =>
    h("span", { class: "placeholder" }, `old-style ${e.type}: ${e.text || e.name}`),
  );
  return [
    said,
    a.image_url ? image({ image_url: a.image_url, alt_text: a.fallback || a.title || "picture" }, "block-image") : null,
    a.thumb_url ? image({ image_url: a.thumb_url, alt_text: a.fallback || "thumbnail" }, "block-thumb") : null,
    old,
  ];
}

export function renderAttachments(attachments, ctx) {
  return (attachments || []).map((a) => [
    words(a, "pretext"),
    h("div", { class: "attachment", style: edge(a.color) ? { "--edge": edge(a.color) } : {} }, body(a, ctx), foot(a)),
  ]);
}
