// Draws Block Kit blocks for messages, modals and the home tab.

import { h, uid } from "../screen/dom.js";
import { textObject, plainText, mrkdwn } from "../text/mrkdwn.js";
import { ask } from "../screen/dialog.js";
import { alert, call, card, carousel, container, plan, remoteFile, task, video } from "./cards.js";
import { chart, table } from "./tables.js";
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
    changed: (el, b, value, trigger) => (dispatches ? ctx.changed(el, b, value, trigger) : ctx.keep?.(el, b, value)),
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
      { class: "block actions quiet-actions" },
      (b.elements || []).map((e) => element(e, id, ctx)),
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
  table,
  data_table: table,
  data_visualization: chart,
  alert,
  card,
  carousel,
  container: (b, id, ctx) => container(b, (blocks) => renderBlocks(blocks, ctx)),
  video,
  file: remoteFile,
  call,
  task_card: task,
  plan,
};

const placeholder = (block) =>
  h(
    "p",
    { class: "block placeholder" },
    `A block of the type “${block.type}”, which this client does not draw.`,
    block.text?.text ? mrkdwn(block.text.text) : null,
  );

/** ctx: {state: Map, errors?, act(el, blockId, value, {silent?, trigger?}), changed(el, blockId, value, trigger?), keep?(el, blockId, value),
 * suggest(el, query), submit?, dispatches?}. `keep` stores what is said nowhere else; a form says it all when it is sent. */
export function renderBlocks(blocks, ctx) {
  const full = {
    changed: async (el, id, value, trigger) => {
      if (!el.confirm || (await ask(el.confirm))) ctx.act(el, id, value, { trigger });
    },
    dispatches: (id) => (blocks || []).some((b, at) => (b.block_id || `block-${at}`) === id && b.dispatch_action),
    ...ctx,
  };
  return (blocks || []).map((block, at) => {
    const id = block.block_id || `block-${at}`;
    const draw = BLOCKS[block.type];
    if (!draw) return placeholder(block);
    const node = draw(block, id, full);
    if (node && !node.dataset.blockId) node.setAttribute("data-block-id", id);
    return node;
  });
}
