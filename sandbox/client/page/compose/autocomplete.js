// Suggestions over a composer: commands and their words after "/", people after "@", channels after "#".

import { h, uid, icon } from "../screen/dom.js";
import { store, canSee, isMember, here } from "../workspace/store.js";
import { avatar, displayName, livePeople } from "../workspace/people.js";

/** The words a usage hint offers first, as "declare [title] | status" offers declare and status. */
function words(command) {
  return (command.usage_hint || "")
    .split(/\s*[|·]\s*/)
    .filter((w) => /^[a-z]/.test(w))
    .map((w) => ({ word: w.split(/\s/)[0], rest: w.split(/\s+/).slice(1).join(" ") }));
}

const ranked = (items, query, text) =>
  items
    .map((item) => ({
      item,
      at: text(item)
        .map((t) =>
          String(t || "")
            .toLowerCase()
            .indexOf(query),
        )
        .filter((n) => n >= 0),
    }))
    .filter((x) => x.at.length)
    .sort((a, b) => Math.min(...a.at) - Math.min(...b.at))
    .map((x) => x.item);

/** {items: [{label, detail, lead, insert, exact}], from, eager} for what stands before the caret; eager: Enter takes the first. */
function suggestions(text, caret, inThread) {
  const before = text.slice(0, caret);
  if (!inThread && /^\/\S*$/.test(before)) {
    const q = before.toLowerCase();
    const items = store.boot.commands.filter((c) => c.command.toLowerCase().startsWith(q));
    return {
      from: 0,
      eager: !items.some((c) => c.command === q),
      title: "Commands",
      items: items.map((c) => ({
        label: c.command,
        hint: c.usage_hint,
        detail: c.description,
        lead: h("span", { class: "suggest-app" }, icon("bolt", 16)),
        insert: `${c.command} `,
      })),
    };
  }
  const sub = !inThread && /^(\/\S+) +(\S*)$/.exec(before);
  const command = sub && store.boot.commands.find((c) => c.command === sub[1]);
  if (command && !/^[@#]/.test(sub[2])) {
    const q = sub[2].toLowerCase();
    const items = words(command).filter((w) => w.word.startsWith(q) && w.word !== q);
    return {
      from: caret - sub[2].length,
      eager: false,
      title: command.description,
      items: items.map((w) => ({ label: w.word, hint: w.rest, insert: `${w.word} ` })),
    };
  }
  const mention = /(?:^|[\s(])([@#])([\w.-]*)$/.exec(before);
  if (!mention) return null;
  const q = mention[2].toLowerCase(),
    from = caret - q.length - 1;
  if (mention[1] === "@") {
    const groups = (store.state.usergroups || [])
      .filter((g) => !g.disabled)
      .map((g) => ({ group: true, handle: g.handle || g.name, name: g.name }));
    const found = ranked(
      [
        ...livePeople(),
        ...store.state.users.filter((u) => u.id === store.boot.app.bot_user || u.name === store.boot.app.bot_user),
        ...groups,
      ],
      q,
      (p) => (p.group ? [p.handle, p.name] : [p.name, displayName(p), p.real_name]),
    ).slice(0, 8);
    return {
      from,
      eager: true,
      title: "People",
      items: found.map((p) =>
        p.group
          ? {
              label: `@${p.handle}`,
              detail: p.name,
              lead: icon("users", 18),
              insert: `@${p.handle} `,
              exact: p.handle === q,
            }
          : {
              label: displayName(p),
              detail: [
                p.real_name !== displayName(p) ? p.real_name : null,
                `@${p.name}`,
                isMember(here() || {}, p) ? null : "not in this channel",
              ]
                .filter(Boolean)
                .join(" · "),
              lead: avatar(p, 24),
              insert: `@${p.name} `,
              exact: p.name === q,
            },
      ),
    };
  }
  const found = ranked(
    store.state.channels.filter((c) => c.name && !c.is_im && !c.is_mpim && !c.is_archived && canSee(c)),
    q,
    (c) => [c.name],
  ).slice(0, 8);
  return {
    from,
    eager: true,
    title: "Channels",
    items: found.map((c) => ({
      label: `#${c.name}`,
      lead: icon(c.is_private ? "lock" : "hash", 18),
      insert: `#${c.name} `,
      exact: c.name === q,
    })),
  };
}

/** Binds the list to a textarea; handle(event) answers whether the key was used up. */
export function autocomplete(area, { inThread = false, onInsert }) {
  const id = uid("suggest");
  const node = h("div", {
    class: "suggest",
    role: "listbox",
    id,
    "aria-label": "Suggestions",
    hidden: true,
    data: { testid: "suggestions" },
  });
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", id);
  let items = [],
    active = -1,
    from = 0,
    quietUntil = null;

  function mark(at) {
    active = at;
    [...node.querySelectorAll("[role=option]")].forEach((row, i) => {
      row.classList.toggle("active", i === at);
      row.setAttribute("aria-selected", String(i === at));
      if (i === at) row.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) area.setAttribute("aria-activedescendant", `${id}-${at}`);
    else area.removeAttribute("aria-activedescendant");
  }
  function hide() {
    node.hidden = true;
    items = [];
    node.replaceChildren();
    mark(-1);
  }

  function update() {
    const caret = area.selectionStart;
    if (area.selectionEnd !== caret || quietUntil === area.value) return hide();
    quietUntil = null;
    const found = suggestions(area.value, caret, inThread);
    if (!found || !found.items.length) return hide();
    items = found.items;
    from = found.from;
    node.replaceChildren(
      h(
        "div",
        { class: "menu-heading", role: "presentation" },
        found.title,
        h("span", { class: "keys" }, found.eager ? "↑ ↓ and Enter" : "Tab completes, Enter sends"),
      ),
      ...items.map((item, at) =>
        h(
          "div",
          {
            class: "option",
            role: "option",
            id: `${id}-${at}`,
            on: {
              pointerdown: (event) => {
                event.preventDefault();
                take(at);
              },
              pointermove: () => {
                if (active !== at) mark(at);
              },
            },
          },
          item.lead || null,
          h(
            "span",
            { class: "menu-words" },
            h(
              "span",
              { class: "menu-label" },
              item.label,
              item.hint ? h("span", { class: "usage" }, ` ${item.hint}`) : null,
            ),
            item.detail ? h("span", { class: "menu-detail" }, item.detail) : null,
          ),
        ),
      ),
    );
    node.hidden = false;
    mark(found.eager && !items.some((i) => i.exact) ? 0 : -1);
  }

  function take(at) {
    const item = items[at],
      caret = area.selectionStart;
    area.value = area.value.slice(0, from) + item.insert + area.value.slice(caret).replace(/^ /, "");
    const to = from + item.insert.length;
    area.setSelectionRange(to, to);
    area.focus();
    onInsert();
    update();
  }

  function handle(event) {
    if (node.hidden || event.isComposing) return false;
    const n = items.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      mark(event.key === "ArrowDown" ? (active + 1) % n : (active <= 0 ? n : active) - 1);
      return true;
    }
    if (event.key === "Escape") {
      quietUntil = area.value;
      hide();
      return true;
    }
    if (event.key === "Tab" && !event.shiftKey) {
      take(Math.max(active, 0));
      return true;
    }
    if (event.key === "Enter" && !event.shiftKey && active >= 0) {
      take(active);
      return true;
    }
    return false;
  }
  area.addEventListener("blur", hide);
  area.addEventListener("click", update);
  return { node, update, handle, hide };
}
