// The elements that only act: buttons, overflow menus and images inside blocks.

import { h, iconButton, busy } from "../screen/dom.js";
import { store } from "../workspace/store.js";
import { fileUrl } from "../workspace/api.js";
import { plainText, safeUrl, unescapeText } from "../text/mrkdwn.js";
import { openMenu } from "../screen/popover.js";
import { ask } from "../screen/dialog.js";
import { inputElement, holdsValue } from "./inputs.js";

function button(el, blockId, ctx) {
  const style = el.style === "primary" ? " primary" : el.style === "danger" ? " danger" : "";
  const data = { "action-id": el.action_id, "block-id": blockId, value: el.value };
  const attrs = { class: `button${style}`, "aria-label": el.accessibility_label || null, data };
  const act = async (node) => {
    if (node.getAttribute("aria-busy") === "true") return;
    if (el.confirm && !(await ask(el.confirm))) return;
    await busy(node, () => ctx.act(el, blockId, el.value ?? null));
  };
  const url = el.url && safeUrl(el.url);
  if (url) {
    return h(
      "a",
      {
        ...attrs,
        href: url,
        target: "_blank",
        rel: "noopener noreferrer",
        on: {
          click: () => {
            ctx.act(el, blockId, el.value ?? null, { silent: true });
          },
        },
      },
      plainText(el.text?.text),
    );
  }
  const node = h(
    "button",
    { ...attrs, type: "button", on: { click: () => act(node) } },
    h("span", { class: "button-words" }, plainText(el.text?.text)),
  );
  return node;
}

function overflow(el, blockId, ctx) {
  const node = iconButton(
    "more",
    "More actions",
    () => {
      openMenu(
        node,
        (el.options || []).map((o) => ({
          label: plainText(o.text?.text),
          detail: o.description ? unescapeText(o.description.text) : null,
          data: { value: o.value },
          run: async () => {
            if (el.confirm && !(await ask(el.confirm))) return;
            const url = o.url && safeUrl(o.url);
            if (url) window.open(url, "_blank", "noopener");
            await busy(node, () => ctx.act(el, blockId, o.value));
          },
        })),
        { label: "More actions" },
      );
    },
    { "aria-haspopup": "menu", "aria-expanded": "false", data: { "action-id": el.action_id, "block-id": blockId } },
  );
  node.classList.add("bordered");
  return node;
}

/** Two thumbs, one action: the chosen side is its value. */
function feedback(el, blockId, ctx) {
  const side = (part, symbol) =>
    part
      ? button(
          {
            type: "button",
            action_id: el.action_id,
            ...part,
            text: { ...part.text, text: `${symbol} ${part.text?.text || ""}` },
          },
          blockId,
          ctx,
        )
      : null;
  return [side(el.positive_button, "👍"), side(el.negative_button, "👎")];
}

function iconAction(el, blockId, ctx) {
  const visible = el.visible_to_user_ids;
  if (visible && !visible.includes(store.me.id)) return null;
  const node = iconButton(
    el.icon,
    el.accessibility_label || unescapeText(el.text?.text),
    async () => {
      if (el.confirm && !(await ask(el.confirm))) return;
      await busy(node, () => ctx.act(el, blockId, el.value ?? null));
    },
    { data: { "action-id": el.action_id, "block-id": blockId } },
  );
  return node;
}

const fileOfSlack = (file) => {
  const id = file?.id || /\bF[A-Z0-9]{8,}\b/.exec(file?.url || "")?.[0];
  return id ? fileUrl({ id }) : null;
};

export function image(el, className = "block-thumb") {
  const src = safeUrl(el.image_url || fileOfSlack(el.slack_file));
  if (!src) return h("span", { class: "quiet" }, el.alt_text || "image");
  const node = h("img", {
    class: className,
    src,
    alt: el.alt_text || "",
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  node.addEventListener("error", () => node.replaceWith(h("span", { class: "quiet" }, el.alt_text || "image")));
  return node;
}

export function element(el, blockId, ctx, extra) {
  if (!el) return null;
  if (el.type === "button" || el.type === "workflow_button") return button(el, blockId, ctx);
  if (el.type === "overflow") return overflow(el, blockId, ctx);
  if (el.type === "image") return image(el);
  if (el.type === "feedback_buttons") return feedback(el, blockId, ctx);
  if (el.type === "icon_button") return iconAction(el, blockId, ctx);
  if (holdsValue(el)) return inputElement(el, blockId, ctx, extra);
  return h("span", { class: "placeholder" }, `An element of the type “${el.type}”, which this client does not draw.`);
}
