// Modals of apps: the top of the person's stack of views, kept live while what was typed stays.

import { h, busy } from "../screen/dom.js";
import { store, on, loadViews } from "../workspace/store.js";
import { control } from "../workspace/api.js";
import { renderBlocks } from "./blocks.js";
import { holdsValue, slot } from "./inputs.js";
import { forget, stateOf } from "./kept.js";
import { openDialog } from "../screen/dialog.js";
import { plainText } from "../text/mrkdwn.js";
import { failure } from "../screen/toasts.js";

const closing = new Set();

const blockId = (block, at) => block.block_id || `block-${at}`;
const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** {block_id: value} for every input block. */
function valuesOf(view, state) {
  const values = {};
  (view.blocks || []).forEach((block, at) => {
    const el = block.type === "input" ? block.element : block.accessory;
    if (!holdsValue(el)) return;
    let value = state.get(slot(blockId(block, at), el.action_id))?.value ?? null;
    if (typeof value === "string" && !value.trim()) value = null; // blanks are nothing
    if (block.type === "input" || !isEmpty(value)) values[blockId(block, at)] = value;
  });
  return values;
}

function remember(root) {
  const el = document.activeElement;
  if (!root.contains(el) || !el.dataset.actionId) return () => false;
  const { actionId, blockId: id } = el.dataset,
    range = "selectionStart" in el ? [el.selectionStart, el.selectionEnd] : null;
  return () => {
    const again = [...root.querySelectorAll("[data-action-id]")].find(
      (n) => n.dataset.actionId === actionId && n.dataset.blockId === id,
    );
    if (!again) return false;
    again.focus({ preventScroll: true });
    try {
      if (range && range[0] !== null) again.setSelectionRange(...range);
    } catch {
      /* not a text field */
    }
    return true;
  };
}

export function modals() {
  let shown = null; // {view, dialog, errors, sig, banner}

  function context(view) {
    const where = { user: store.me.id, view_id: view.id };
    return {
      state: stateOf(view),
      errors: shown?.errors,
      act: async (el, block_id, value, { trigger } = {}) => {
        try {
          const answer = await control("click", {
            ...where,
            action_id: el.action_id,
            block_id,
            value,
            trigger,
            values: valuesOf(view, stateOf(view)),
          });
          if (answer.error) banner(failure(answer.error, store.boot.app.name, answer.why));
        } catch (error) {
          banner(failure(error.code, store.boot.app.name));
        }
        loadViews();
      },
      suggest: async (el, value) => {
        const a = await control("suggest", { ...where, action_id: el.action_id, value });
        return a.response || a;
      },
      submit: () => {
        if (view.submit) submit();
      },
    };
  }

  function banner(words) {
    if (shown) {
      shown.banner = words;
      draw();
    }
  }

  function draw() {
    const { view, dialog, errors } = shown,
      back = remember(dialog.frame),
      top = dialog.content.scrollTop;
    const known = new Set((view.blocks || []).map(blockId));
    const stray = Object.entries(errors || {})
      .filter(([id]) => !known.has(id))
      .map(([, words]) => words);
    if (shown.banner) stray.unshift(shown.banner);
    dialog.heading.replaceChildren(...plainText(view.title?.text || ""));
    dialog.content.replaceChildren(
      ...stray.map((words) => h("p", { class: "banner", role: "alert" }, words)),
      h("div", { class: "blocks" }, renderBlocks(view.blocks, context(view))),
    );
    shown.submit = view.submit
      ? h(
          "button",
          { type: "submit", class: "button primary", data: { testid: "modal-submit" } },
          h("span", { class: "button-words" }, plainText(view.submit.text)),
        )
      : null;
    const close = h(
      "button",
      { type: "button", class: "button", data: { testid: "modal-cancel" }, on: { click: () => leave(false) } },
      plainText(view.close?.text || (view.submit ? "Cancel" : "Close")),
    );
    dialog.foot.hidden = false;
    dialog.foot.replaceChildren(close, ...(shown.submit ? [shown.submit] : []));
    dialog.content.scrollTop = top;
    return back();
  }

  /** Cancel goes back one view; the cross (and Esc) leave the whole stack, as in Slack. */
  function leave(everything) {
    const { view } = shown,
      gone = everything ? store.views.stack.map((v) => v.id) : [view.id];
    for (const id of gone) {
      closing.add(id);
      forget(id);
    }
    sync();
    const body = { user: store.me.id, view_id: view.id, ...(everything ? { clear: true } : {}) };
    control("close", body)
      .catch(() => {})
      .then(async () => {
        await loadViews();
        for (const id of gone) closing.delete(id);
        sync();
      });
  }

  async function submit() {
    const now = shown,
      { view } = now;
    if (now.busy) return;
    const values = valuesOf(view, stateOf(view));
    now.errors = {};
    now.banner = null;
    now.busy = true;
    now.submit.setAttribute("aria-disabled", "true");
    try {
      const answer = await busy(now.submit, () => control("submit", { user: store.me.id, view_id: view.id, values }));
      const response = answer.response || {};
      if (answer.error) now.banner = `${[answer.shown, failure(answer.error, store.boot.app.name, answer.why)].filter(Boolean).join(" ")} What you typed is still here.`;
      else if (response.response_action === "errors") now.errors = response.errors || {};
      else if (response.response_action !== "push") forget(view.id); // below a pushed view it comes back
    } catch (error) {
      if (error.errors) now.errors = error.errors;
      else now.banner = `${failure(error.code, store.boot.app.name)} What you typed is still here.`;
    }
    now.busy = false;
    now.submit.removeAttribute("aria-disabled");
    await loadViews();
    if (shown === now && (now.banner || Object.keys(now.errors).length)) showErrors();
  }

  function showErrors() {
    draw();
    const first = shown.dialog.content.querySelector(".has-error [data-action-id], .has-error input");
    if (first) {
      first.focus();
      first.closest(".input").scrollIntoView({ block: "nearest" });
    } else shown.dialog.content.scrollTop = 0;
  }

  function sync() {
    const stack = store.views.stack.filter((v) => !closing.has(v.id)),
      view = stack[stack.length - 1];
    if (!view) {
      if (shown) shown.dialog.destroy();
      shown = null;
      return;
    }
    const sig = JSON.stringify([view.title, view.blocks, view.submit, view.close, view.hash]);
    if (shown && shown.view.id === view.id) {
      if (shown.sig === sig) return;
      const had = shown.view.blocks.some((b) => b.type === "input");
      Object.assign(shown, { view, sig, errors: {}, banner: null });
      const kept = draw();
      if (!kept && (!had || !shown.dialog.frame.contains(document.activeElement))) shown.dialog.focusFirst();
      return;
    }
    if (shown) shown.dialog.destroy();
    const dialog = openDialog({
      title: "",
      body: null,
      onClose: () => leave(true),
      onSubmit: submit,
      testid: "modal",
      closeTestid: "modal-close",
      closeLabel: "Close",
      className: "view",
    });
    shown = { view, dialog, sig, errors: {}, banner: null };
    draw();
    dialog.focusFirst();
  }

  on("views", sync);
  on("me", () => {
    if (shown) shown.dialog.destroy();
    shown = null;
  });
  sync();
}
