// The bar in place of the composer where one cannot write yet.

import { h, icon } from "../screen/dom.js";
import { store, on, here, isMember, expectJoin } from "../workspace/store.js";
import { attempt } from "../workspace/acts.js";
import { setArchived } from "../channel/forms.js";

const button = (words, testid, run, kind = "primary") =>
  h("button", { type: "button", class: `button ${kind}`, data: { testid }, on: { click: run } }, words);

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
        button("Unarchive", "unarchive", () => setArchived(here(), false), "slim"),
      );
    else
      node.replaceChildren(
        h("span", {}, "You are looking at ", h("strong", {}, `#${c.name}`)),
        button("Join channel", "join", async () => {
          expectJoin(c.id);
          await attempt("join", { channel: c.id });
        }),
      );
  }
  for (const kind of ["state", "route", "me"]) on(kind, draw);
  draw();
  return node;
}
