// Draws Block Kit blocks for messages, modals and the home tab.

import { h, uid } from "../screen/dom.js";
import { textObject, plainText, mrkdwn, safeUrl, link } from "../text/mrkdwn.js";
import { element, image } from "./elements.js";
import { inputElement } from "./inputs.js";
import { richText } from "../text/richtext.js";
import { markdown } from "../text/markdown.js";

function section(block, id, ctx) {
  const wide = block.accessory && !["button", "overflow", "image"].includes(block.accessory.type);
  return h(
    "div",
    { class: `block section${wide ? " wide" : ""}` },
    h(
      "div",
      { class: "section-words" },
      block.text ? h("div", { class: "section-text" }, textObject(block.text)) : null,
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((f) => h("div", { class: "field" }, textObject(f))),
          )
        : null,
    ),
    block.accessory ? h("div", { class: "accessory" }, element(block.accessory, id, ctx)) : null,
  );
}

function input(block, id, ctx) {
  const error = ctx.errors?.[id];
  const hintId = block.hint ? uid("hint") : null,
    errorId = error ? uid("error") : null;
  const label = block.label?.text || "";
  const dispatches = block.dispatch_action;
  const inner = {
    ...ctx,
    changed: (el, b, value, force) => {
      if (dispatches || force) ctx.changed(el, b, value);
    },
  };
  return h(
    "div",
    { class: `block input${error ? " has-error" : ""}`, data: { "block-id": id } },
    h(
      "div",
      { class: "input-label" },
      plainText(label),
      block.optional ? h("span", { class: "optional" }, "optional") : null,
    ),
    inputElement(block.element, id, inner, {
      label,
      required: !block.optional,
      invalid: Boolean(error),
      describedBy: [errorId, hintId].filter(Boolean).join(" ") || null,
    }),
    error ? h("p", { class: "input-error", id: errorId, role: "alert" }, error) : null,
    block.hint ? h("p", { class: "input-hint", id: hintId }, plainText(block.hint.text)) : null,
  );
}

const BLOCKS = {
  section,
  input,
  header: (b) => h("h3", { class: "block header" }, plainText(b.text?.text)),
  divider: () => h("hr", { class: "block divider" }),
  context: (b) =>
    h(
      "div",
      { class: "block context" },
      (b.elements || []).map((e) =>
        e.type === "image" ? image(e, "context-image") : h("span", { class: "context-text" }, textObject(e)),
      ),
    ),
  actions: (b, id, ctx) =>
    h(
      "div",
      { class: "block actions" },
      (b.elements || []).map((e) => element(e, id, ctx)),
    ),
  context_actions: (b, id, ctx) =>
    h(
      "div",
      { class: "block actions" },
      (b.elements || []).filter((e) => e.type === "button").map((e) => element(e, id, ctx)),
    ),
  image: (b) =>
    h(
      "figure",
      { class: "block picture" },
      b.title ? h("figcaption", {}, plainText(b.title.text)) : null,
      image(b, "block-image"),
    ),
  rich_text: (b) => h("div", { class: "block" }, richText(b)),
  markdown: (b) => h("div", { class: "block" }, markdown(b.text)),
  video: (b) =>
    h(
      "div",
      { class: "block" },
      link(b.title_url || b.video_url, plainText(b.title?.text || "Video")),
      b.description ? h("p", { class: "quiet" }, plainText(b.description.text)) : null,
    ),
  file: () => null,
  table: (b) =>
    h(
      "div",
      { class: "block table-wrap", tabindex: "0" },
      h(
        "table",
        {},
        h(
          "tbody",
          {},
          (b.rows || []).map((row, at) =>
            h(
              "tr",
              {},
              row.map((cell) =>
                h(at ? "td" : "th", {}, cell.type === "rich_text" ? richText(cell) : (cell.text ?? "")),
              ),
            ),
          ),
        ),
      ),
    ),
};

/** ctx: {state: Map, errors?, act(el, blockId, value, silent?), changed(el, blockId, value), suggest(el, query), submit?, dispatches?}. */
export function renderBlocks(blocks, ctx) {
  const full = {
    changed: (el, id, value) => ctx.act(el, id, value),
    dispatches: (id) => (blocks || []).some((b, at) => (b.block_id || `block-${at}`) === id && b.dispatch_action),
    ...ctx,
  };
  return (blocks || []).map((block, at) => {
    const id = block.block_id || `block-${at}`;
    const draw = BLOCKS[block.type];
    if (!draw) return h("p", { class: "block quiet" }, block.text?.text ? mrkdwn(block.text.text) : `[${block.type}]`);
    const node = draw(block, id, full);
    if (node && !node.dataset.blockId) node.setAttribute("data-block-id", id);
    return node;
  });
}

/** Old-style attachments: a coloured edge around text or blocks. */
export function renderAttachments(attachments, ctx) {
  return (attachments || []).map((a) => {
    const color = /^#?[0-9a-f]{6}$/i.test(a.color || "")
      ? `#${a.color.replace("#", "")}`
      : { good: "#2f8f5b", warning: "#c98a1b", danger: "#c0392b" }[a.color];
    return h(
      "div",
      { class: "attachment", style: color ? { "--edge": color } : {} },
      a.pretext ? mrkdwn(a.pretext) : null,
      a.title
        ? h(
            "div",
            { class: "attachment-title" },
            a.title_link && safeUrl(a.title_link) ? link(a.title_link, plainText(a.title)) : plainText(a.title),
          )
        : null,
      a.blocks ? renderBlocks(a.blocks, ctx) : a.text ? mrkdwn(a.text) : null,
      a.fields
        ? h(
            "div",
            { class: "fields" },
            a.fields.map((f) => h("div", { class: "field" }, h("strong", {}, f.title), h("div", {}, mrkdwn(f.value)))),
          )
        : null,
      a.footer ? h("div", { class: "quiet" }, plainText(a.footer)) : null,
    );
  });
}
