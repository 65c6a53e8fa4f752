// The interactive elements that hold a value: text, numbers, dates, choices, selects. Each reads and writes one slot of the view's state.

import { h, uid } from "../screen/dom.js";
import { store, isApp, canSee } from "../workspace/store.js";
import { textObject, unescapeText } from "../text/mrkdwn.js";
import { selectControl, filtering } from "../screen/select.js";
import { fileInput } from "./fileinput.js";
import { avatar, displayName, livePeople } from "../workspace/people.js";

export const slot = (blockId, actionId) => `${blockId}\u0000${actionId}`;

export const option = (o) => ({ text: o.text?.text ?? "", value: o.value, description: o.description?.text });
const groupsOf = (el) =>
  el.option_groups
    ? el.option_groups.map((g) => ({ label: g.label?.text, options: g.options.map(option) }))
    : [{ options: (el.options || []).map(option) }];
const personOption = (u) => ({
  text: displayName(u),
  value: u.id,
  description: u.real_name && u.real_name !== displayName(u) ? u.real_name : undefined,
  keywords: u.name,
  lead: avatar(u, 24),
});
const channelOption = (c) => ({ text: `#${c.name}`, value: c.id });
const people = () => [{ options: store.state.users.filter((u) => !u.deleted && !isApp(u)).map(personOption) }];
const channels = (filter) => [
  {
    options: store.state.channels
      .filter(
        (c) =>
          !c.is_im &&
          !c.is_mpim &&
          !c.is_archived &&
          canSee(c) &&
          (!filter?.include || (c.is_private ? filter.include.includes("private") : filter.include.includes("public"))),
      )
      .map(channelOption),
  },
];
const conversations = (el) =>
  el.filter?.include && !el.filter.include.includes("im")
    ? channels(el.filter)
    : [
        { label: "Channels", ...channels(el.filter)[0] },
        { label: "People", options: livePeople().map(personOption) },
      ];

const personById = (id) => store.state.users.find((u) => u.id === id);
const channelById = (id) => store.state.channels.find((c) => c.id === id);
export const named = (id) =>
  personById(id)
    ? personOption(personById(id))
    : channelById(id)
      ? channelOption(channelById(id))
      : { text: id, value: id };

/** Which list a select offers and what it starts with. */
function selectSource(el, ctx) {
  const kind = el.type.replace(/^multi_/, ""),
    multi = el.type.startsWith("multi_");
  const current = (conv) => (conv ? [named(conv)] : []);
  if (kind === "static_select")
    return {
      options: filtering(groupsOf(el)),
      start: (multi ? el.initial_options || [] : [el.initial_option].filter(Boolean)).map(option),
    };
  if (kind === "external_select") {
    return {
      external: true,
      minQuery: el.min_query_length ?? 3,
      options: async (query) => {
        const found = await ctx.suggest(el, query);
        return found.option_groups
          ? found.option_groups.map((g) => ({ label: g.label?.text, options: g.options.map(option) }))
          : [{ options: (found.options || []).map(option) }];
      },
      start: (multi ? el.initial_options || [] : [el.initial_option].filter(Boolean)).map(option),
    };
  }
  if (kind === "users_select")
    return {
      options: filtering(people()),
      start: multi ? (el.initial_users || []).map(named) : current(el.initial_user),
    };
  if (kind === "channels_select")
    return {
      options: filtering(channels({ include: ["public"] })),
      start: multi ? (el.initial_channels || []).map(named) : current(el.initial_channel),
    };
  const fallback = el.default_to_current_conversation ? store.channelId : null;
  return {
    options: filtering(conversations(el)),
    start: multi ? (el.initial_conversations || []).map(named) : current(el.initial_conversation || fallback),
  };
}

function selectInput(el, blockId, ctx, extra) {
  const multi = el.type.startsWith("multi_"),
    source = selectSource(el, ctx),
    key = slot(blockId, el.action_id);
  const chosen = ctx.state.has(key) ? ctx.state.get(key).options || [] : source.start;
  const save = (list) =>
    ctx.state.set(key, { options: list, value: multi ? list.map((o) => o.value) : (list[0]?.value ?? null) });
  save(chosen);
  return selectControl({
    ...source,
    chosen,
    multi,
    max: el.max_selected_items,
    placeholder: unescapeText(el.placeholder?.text) || "Choose an option",
    label: extra.label || unescapeText(el.placeholder?.text),
    describedBy: extra.describedBy,
    invalid: extra.invalid,
    data: { "action-id": el.action_id, "block-id": blockId },
    onChange: (list) => {
      save(list);
      ctx.changed(el, blockId, ctx.state.get(key).value);
    },
  }).node;
}

function choices(el, blockId, ctx, extra) {
  const many = el.type === "checkboxes",
    key = slot(blockId, el.action_id),
    name = uid("choice");
  const start = many ? (el.initial_options || []).map((o) => o.value) : (el.initial_option?.value ?? null);
  if (!ctx.state.has(key)) ctx.state.set(key, { value: start });
  const current = ctx.state.get(key).value;
  const inputs = [];
  const box = h(
    "div",
    {
      class: "choices",
      role: many ? "group" : "radiogroup",
      "aria-label": extra.label || null,
      "aria-describedby": extra.describedBy || null,
      data: { "action-id": el.action_id, "block-id": blockId },
    },
    (el.options || []).map((o) => {
      const isOn = many ? (current || []).includes(o.value) : current === o.value;
      const input = h("input", {
        type: many ? "checkbox" : "radio",
        name,
        value: o.value,
        checked: isOn,
        class: "choice-box",
      });
      inputs.push(input);
      input.addEventListener("change", () => {
        const value = many ? inputs.filter((i) => i.checked).map((i) => i.value) : o.value;
        ctx.state.set(key, { value });
        ctx.changed(el, blockId, value);
      });
      return h(
        "label",
        { class: "choice" },
        input,
        h(
          "span",
          { class: "menu-words" },
          h("span", { class: "choice-label" }, textObject(o.text)),
          o.description ? h("span", { class: "menu-detail" }, textObject(o.description)) : null,
        ),
      );
    }),
  );
  return box;
}

const pad = (n) => String(n).padStart(2, "0");
export const localStamp = (seconds) => {
  const d = new Date(seconds * 1000);
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}T${pad(d.getHours())}:${pad(d.getMinutes())}`;
};

/** Rich text is written as plain text here: the words of what the app put in at first. */
const plainOfRich = (node) =>
  !node ? "" : (node.text ?? (node.elements || []).map(plainOfRich).join(node.type === "rich_text" ? "\n" : ""));

const TYPED = {
  plain_text_input: { start: (el) => el.initial_value ?? "" },
  rich_text_input: { start: (el) => plainOfRich(el.initial_value) },
  number_input: { type: "number", start: (el) => el.initial_value ?? "" },
  email_text_input: { type: "email", start: (el) => el.initial_value ?? "" },
  url_text_input: { type: "url", start: (el) => el.initial_value ?? "" },
  datepicker: { type: "date", start: (el) => el.initial_date ?? "" },
  timepicker: { type: "time", start: (el) => el.initial_time ?? "" },
  datetimepicker: {
    type: "datetime-local",
    start: (el) => (el.initial_date_time ? localStamp(el.initial_date_time) : ""),
    out: (v) => (v ? Math.floor(new Date(v).getTime() / 1000) : null),
  },
};

const ENTERED = "on_enter_pressed",
  TYPED_IN = "on_character_entered"; // when a dispatching text tells the app

function typed(el, blockId, ctx, extra) {
  const spec = TYPED[el.type],
    key = slot(blockId, el.action_id);
  const multiline = el.multiline || el.type === "rich_text_input",
    isText = el.type === "plain_text_input" || el.type === "rich_text_input";
  const raw = ctx.state.has(key) ? ctx.state.get(key).raw : spec.start(el);
  const out = spec.out || ((v) => (v === "" ? null : v));
  const save = (v) => ctx.state.set(key, { raw: v, value: out(v) });
  save(raw);
  const input = h(multiline ? "textarea" : "input", {
    class: `field-input${multiline ? " multiline" : ""}`,
    type: multiline ? null : spec.type || "text",
    rows: multiline ? 4 : null,
    placeholder: unescapeText(el.placeholder?.text) || null,
    maxlength: isText ? el.max_length || 3000 : null,
    "aria-label": extra.label,
    "aria-describedby": extra.describedBy,
    "aria-required": extra.required ? "true" : null,
    "aria-invalid": extra.invalid ? "true" : null,
    min: el.min_value ?? null,
    max: el.max_value ?? null,
    step: el.type === "number_input" ? (el.is_decimal_allowed ? "any" : "1") : null,
    inputmode: el.type === "number_input" ? "decimal" : null,
    autocomplete: "off",
    data: { "action-id": el.action_id, "block-id": blockId, "focus-on-load": el.focus_on_load ? "true" : null },
  });
  input.value = raw ?? "";
  let counter = null;
  const limit = isText && el.max_length;
  if (limit) counter = h("span", { class: "counter" });
  const count = () => {
    if (!counter) return;
    counter.textContent = `${input.value.length} / ${limit}`;
    counter.classList.toggle("low", input.value.length >= limit);
  };
  count();
  const on = el.dispatch_action_config?.trigger_actions_on || [ENTERED];
  const picker = ["datepicker", "timepicker", "datetimepicker"].includes(el.type);
  let timer = null;
  input.addEventListener("input", () => {
    save(input.value);
    count();
    if (!picker && on.includes(TYPED_IN)) {
      clearTimeout(timer);
      timer = setTimeout(() => ctx.changed(el, blockId, out(input.value), TYPED_IN), 250);
    }
  });
  if (picker)
    input.addEventListener("change", () => {
      save(input.value);
      ctx.changed(el, blockId, out(input.value));
    });
  else input.addEventListener("change", () => on.includes(TYPED_IN) || ctx.keep?.(el, blockId, out(input.value)));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.metaKey || event.ctrlKey) {
      event.preventDefault();
      ctx.submit?.();
      return;
    }
    if (multiline || event.shiftKey) return;
    event.preventDefault();
    if (ctx.dispatches?.(blockId) && on.includes(ENTERED)) ctx.changed(el, blockId, out(input.value), ENTERED);
    else ctx.submit?.();
  });
  return counter ? h("div", { class: "counted" }, input, counter) : input;
}

export const holdsValue = (el) =>
  Boolean(
    el &&
    (TYPED[el.type] || /select$/.test(el.type) || ["radio_buttons", "checkboxes", "file_input"].includes(el.type)),
  );

const KIND = {
  datepicker: "Date",
  timepicker: "Time",
  datetimepicker: "Date and time",
  radio_buttons: "One of",
  checkboxes: "Any of",
};

/** extra: {label, describedBy, required, invalid}. ctx: {state, changed, suggest, submit?, dispatches?}. */
export function inputElement(el, blockId, ctx, given = {}) {
  // outside of an input block nothing labels an element: its placeholder does, or its kind
  const label = given.label || unescapeText(el.placeholder?.text) || KIND[el.type] || "Your answer";
  const extra = { ...given, label };
  if (/select$/.test(el.type)) return selectInput(el, blockId, ctx, extra);
  if (el.type === "radio_buttons" || el.type === "checkboxes") return choices(el, blockId, ctx, extra);
  if (el.type === "file_input") return fileInput(el, slot(blockId, el.action_id), ctx, extra, blockId);
  if (TYPED[el.type]) return typed(el, blockId, ctx, extra);
  return h("p", { class: "quiet" }, `This client cannot show “${el.type}” yet.`);
}
