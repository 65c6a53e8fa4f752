// The channel's canvas: a page in Markdown beside its messages, drawn anew when somebody has written in it.

import { h } from "../screen/dom.js";
import { store, on, here, user } from "../workspace/store.js";
import { displayName } from "../workspace/people.js";
import { markdown } from "../text/markdown.js";
import { shortMoment } from "../text/time.js";
import { nameOf } from "./channel.js";

function page(c) {
  const by = user(c.canvas.creator);
  return h(
    "article",
    { class: "canvas-paper", data: { testid: "canvas-paper" } },
    h(
      "header",
      { class: "canvas-head" },
      h("h2", { class: "canvas-title" }, c.canvas.title || "Canvas"),
      h("p", { class: "quiet" }, `Begun by ${displayName(by)} · changed ${shortMoment(c.canvas.updated)}`),
    ),
    c.canvas.markdown ? markdown(c.canvas.markdown) : h("p", { class: "quiet" }, "Nothing stands here yet."),
  );
}

/** Draws into a part of the page that is there already. */
export function canvasPane(node) {
  let sig = null;
  function draw() {
    const c = here();
    node.hidden = store.tab !== "canvas" || !c;
    const next = node.hidden ? null : JSON.stringify([c.id, c.name, c.canvas, store.names]);
    if (next === sig) return;
    sig = next;
    if (node.hidden) return;
    const top = node.scrollTop;
    node.setAttribute("aria-label", `Canvas of ${nameOf(c)}`);
    node.replaceChildren(
      c.canvas ? page(c) : h("p", { class: "quiet home-empty" }, "Somebody has deleted this canvas."),
    );
    node.scrollTop = top;
  }
  for (const kind of ["route", "state", "me"]) on(kind, draw);
  draw();
}
