// The app's home tab: a view of blocks that belongs to one person.

import { h } from "../screen/dom.js";
import { store, on } from "../workspace/store.js";
import { attempt } from "../workspace/acts.js";
import { control } from "../workspace/api.js";
import { renderBlocks } from "./blocks.js";

/** Draws into a part of the page that is there already. */
export function homePane(node) {
  const state = new Map();
  let sig = null;
  function draw() {
    const view = store.views.home;
    node.hidden = store.tab !== "home";
    if (node.hidden) {
      sig = null;
      return;
    }
    if (!view) {
      sig = null;
      node.replaceChildren(h("p", { class: "quiet home-empty" }, `${store.boot.app.name} has put nothing here yet.`));
      return;
    }
    const next = JSON.stringify([store.me.id, view.id, view.hash, view.blocks]);
    if (next === sig) return;
    sig = next;
    const where = { view_id: view.id };
    node.replaceChildren(
      h(
        "div",
        { class: "blocks" },
        renderBlocks(view.blocks, {
          state,
          act: (el, block_id, value, { trigger } = {}) =>
            attempt("click", { ...where, action_id: el.action_id, block_id, value, trigger }, store.boot.app.name),
          keep: (el, block_id, value) =>
            control("click", {
              user: store.me.id,
              ...where,
              action_id: el.action_id,
              block_id,
              value,
              trigger: "on_character_entered",
            }).catch(() => {}),
          suggest: async (el, value) => {
            const a = await control("suggest", { user: store.me.id, ...where, action_id: el.action_id, value });
            return a.response || a;
          },
        }),
      ),
    );
  }
  on("views", draw);
  on("route", draw);
  on("state", draw);
  draw();
}
