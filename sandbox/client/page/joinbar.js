// The bar in place of the composer where one cannot write yet.

import { h, icon } from "./dom.js";
import { store, on, here, isMember, expectJoin } from "./store.js";
import { attempt } from "./acts.js";

export function joinBar() {
  const node = h("div", { class: "join-bar", hidden: true });
  function draw() {
    const c = here();
    const closed = Boolean(c) && store.tab === "messages" && (c.is_archived || !isMember(c));
    node.hidden = !closed;
    if (!closed) return;
    if (c.is_archived)
      node.replaceChildren(
        icon("archive", 18),
        h("span", {}, `#${c.name} is archived. It can be read, not written to.`),
      );
    else
      node.replaceChildren(
        h("span", {}, "You are looking at ", h("strong", {}, `#${c.name}`)),
        h(
          "button",
          {
            type: "button",
            class: "button primary",
            data: { testid: "join" },
            on: {
              click: async () => {
                expectJoin(c.id);
                await attempt("join", { channel: c.id });
              },
            },
          },
          "Join channel",
        ),
      );
  }
  for (const kind of ["state", "route", "me"]) on(kind, draw);
  return { node, draw, isShown: () => !node.hidden };
}
