// Blocks that are boxes: alerts, cards and carousels, containers, videos, files, calls, and what an assistant works on.

import { h, icon } from "../screen/dom.js";
import { textObject, plainText, safeUrl, link } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";
import { element, image } from "./elements.js";

export const alert = (b) =>
  h(
    "div",
    { class: `block note ${b.level || "default"}`, role: "note", "aria-label": b.level || null },
    icon(b.level === "success" ? "check" : "alert", 18),
    h("div", {}, textObject(b.text)),
  );

export function card(b, id, ctx) {
  return h(
    "div",
    { class: "block box" },
    b.hero_image ? image(b.hero_image, "box-hero") : null,
    h(
      "div",
      { class: "box-head" },
      b.icon ? image(b.icon, "context-image") : null,
      h(
        "div",
        {},
        b.title ? h("div", { class: "box-title" }, textObject(b.title)) : null,
        b.subtitle ? h("div", { class: "quiet" }, textObject(b.subtitle)) : null,
      ),
    ),
    b.body ? h("div", { class: "box-body" }, textObject(b.body)) : null,
    b.actions?.length
      ? h(
          "div",
          { class: "actions" },
          b.actions.map((e) => element(e, id, ctx)),
        )
      : null,
  );
}

export const carousel = (b, id, ctx) =>
  h(
    "div",
    { class: "block carousel", tabindex: "0", role: "group", "aria-label": `${b.elements?.length || 0} cards` },
    (b.elements || []).map((e) => card(e, e.block_id || id, ctx)),
  );

/** draw(blocks) draws what stands in it. */
export function container(b, draw) {
  const title = b.rich_text_title ? richText(b.rich_text_title) : plainText(b.title?.text);
  const head = h(
    "span",
    { class: "box-head" },
    b.icon ? image(b.icon, "context-image") : null,
    h("span", { class: "box-title" }, title),
    b.subtitle ? h("span", { class: "quiet" }, textObject(b.subtitle)) : null,
  );
  const body = h("div", { class: "blocks" }, draw(b.child_blocks || []));
  if (!b.is_collapsible)
    return h(
      "div",
      { class: "block box" },
      head,
      b.has_header_divider ? h("hr", { class: "block divider" }) : null,
      body,
    );
  const box = h("details", { class: "block box", open: !b.default_collapsed }, h("summary", {}, head), body);
  return box;
}

export function video(b) {
  const by = [b.author_name, b.provider_name].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "block box video" },
    h(
      "div",
      { class: "box-head" },
      icon("play_box", 22),
      h(
        "div",
        {},
        h("div", { class: "box-title" }, link(b.title_url || b.video_url, plainText(b.title?.text || "Video"))),
        by ? h("div", { class: "quiet" }, by) : null,
      ),
    ),
    b.description ? h("p", { class: "quiet" }, plainText(b.description.text)) : null,
    b.thumbnail_url && safeUrl(b.thumbnail_url)
      ? image({ image_url: b.thumbnail_url, alt_text: b.alt_text }, "block-image")
      : null,
  );
}

export const remoteFile = (b) =>
  h(
    "div",
    { class: "block box" },
    h("div", { class: "box-head" }, icon("file", 20), h("span", {}, `Remote file ${b.external_id}`)),
  );
export const call = (b) =>
  h(
    "div",
    { class: "block box" },
    h("div", { class: "box-head" }, icon("play_box", 20), h("span", {}, `Call ${b.call_id}`)),
  );

const STATES = { pending: "waiting", in_progress: "at work", complete: "done", error: "failed" };

export function task(b) {
  const sources = (b.sources || []).map((s) => h("li", {}, link(s.url, s.text || s.url)));
  return h(
    "div",
    { class: `block box task ${b.status || "pending"}` },
    h(
      "div",
      { class: "box-head" },
      h("span", { class: `task-mark ${b.status}` }, b.status === "complete" ? icon("check", 13) : null),
      h("span", { class: "box-title" }, b.title),
      h("span", { class: "quiet" }, STATES[b.status] || b.status || ""),
    ),
    b.details ? richText(b.details) : null,
    b.output ? richText(b.output) : null,
    sources.length ? h("ul", { class: "sources" }, sources) : null,
  );
}

export const plan = (b) =>
  h("div", { class: "block" }, h("div", { class: "box-title" }, b.title), (b.tasks || []).map(task));
