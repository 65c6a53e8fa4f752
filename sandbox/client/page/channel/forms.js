// The forms of a person around channels: a new channel, who is asked into it, a new name or topic, a direct message.

import { h } from "../screen/dom.js";
import { openForm, field, textInput } from "../screen/form.js";
import { selectControl, filtering } from "../screen/select.js";
import { toast } from "../screen/toasts.js";
import { control } from "../workspace/api.js";
import { store, emit, channel, channelNamed, expectJoin, isApp, loadState, theApp } from "../workspace/store.js";
import { livePeople, displayName, avatar } from "../workspace/people.js";
import { unescapeText } from "../text/mrkdwn.js";
import { valueOf } from "./channel.js";

const TOPIC_LENGTH = 250; // as in Slack
const NAME_LENGTH = 80;

const asOption = (person) => ({
  value: person.id,
  text: displayName(person),
  description: isApp(person) ? "app" : person.real_name,
  keywords: person.name,
  lead: avatar(person, 24),
});

function peopleField(label, people, onChange) {
  return selectControl({
    options: filtering([{ options: people.map(asOption) }]),
    multi: true,
    placeholder: "Choose people",
    label,
    data: { testid: "choose-people" },
    onChange: (list) => onChange(list.map((o) => o.value)),
  }).node;
}

const slug = (words) =>
  words
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[^\p{L}\p{N}_-]/gu, "");

async function inviteAll(channelId, people) {
  for (const id of people) await control("join", { user: id, channel: channelId, by: store.me.id });
}

export function createChannel() {
  let invited = [];
  const name = textInput({
    maxlength: NAME_LENGTH,
    placeholder: "plan-the-launch",
    data: { testid: "channel-name-input" },
  });
  name.addEventListener("input", () => {
    const at = name.selectionStart;
    name.value = slug(name.value);
    name.setSelectionRange(at, at);
  });
  const secret = h("input", { type: "checkbox", class: "choice-box", data: { testid: "channel-private" } });
  openForm({
    title: "New channel",
    testid: "create-channel",
    submit: "Create",
    fields: [
      field("Name", name, "Small letters, digits, - and _, at most 80"),
      h("label", { class: "choice" }, secret, h("span", { class: "choice-label" }, "Private: only by invitation")),
      field(
        "People",
        peopleField("People", candidates(), (ids) => (invited = ids)),
      ),
    ],
    async run() {
      if (!name.value) return "A channel needs a name.";
      if (channelNamed(name.value)) return "That name is taken; archived channels keep theirs.";
      const made = await control("channels", { name: name.value, creator: store.me.id, is_private: secret.checked });
      expectJoin(made.id);
      await inviteAll(made.id, invited);
      await loadState();
      emit("goto", made.id);
    },
  });
}

const candidates = (c = null) =>
  [...livePeople(), theApp()].filter((p) => p && p.id !== store.me.id && !(c?.members || []).includes(p.id));

export function invitePeople(c) {
  let invited = [];
  openForm({
    title: `Invite to #${c.name}`,
    testid: "invite",
    submit: "Invite",
    fields: [
      field(
        "People",
        peopleField("People", candidates(c), (ids) => (invited = ids)),
      ),
    ],
    async run() {
      if (!invited.length) return "Choose somebody first.";
      await inviteAll(c.id, invited);
    },
  });
}

export function editTopic(c) {
  const area = h("textarea", {
    class: "field-input multiline",
    rows: 3,
    maxlength: TOPIC_LENGTH,
    data: { testid: "topic-input" },
  });
  area.value = unescapeText(valueOf(c.topic));
  openForm({
    title: "Topic",
    testid: "edit-topic",
    submit: "Save",
    fields: [field(`What is #${c.name} about right now?`, area, `At most ${TOPIC_LENGTH} letters`)],
    run: () => control("topic", { user: store.me.id, channel: c.id, topic: escaped(area.value.trim()) }),
  });
}
/* Slack keeps topics escaped, as it keeps all text. */
const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

export function renameChannel(c) {
  const name = textInput({ maxlength: NAME_LENGTH, value: c.name });
  openForm({
    title: `Rename #${c.name}`,
    testid: "rename-channel",
    submit: "Rename",
    fields: [field("Name", name)],
    run: () => control("rename", { user: store.me.id, channel: c.id, name: slug(name.value) }),
  });
}

export function setArchived(c, archived) {
  openForm({
    title: archived ? `Archive #${c.name}?` : `Bring #${c.name} back?`,
    testid: "archive-channel",
    submit: archived ? "Archive" : "Unarchive",
    danger: archived,
    fields: [
      h(
        "p",
        { class: "confirm-text" },
        archived
          ? "It can be read but not written to. Apps lose their seat in it, as in Slack."
          : "People can write again. Apps have to be invited anew, as in Slack.",
      ),
    ],
    run: () => control(archived ? "archive" : "unarchive", { user: store.me.id, channel: c.id }),
  });
}

/** Opens the conversation with these people, or with the app, and goes there. */
export async function openDirect(people) {
  const made = await control("direct", { user: store.me.id, with: people });
  expectJoin(made.channel);
  if (!channel(made.channel)) await loadState();
  emit("goto", made.channel);
}

export function newDirect() {
  let chosen = [];
  openForm({
    title: "New direct message",
    testid: "new-direct",
    submit: "Open",
    fields: [
      field(
        "With",
        peopleField("With", candidates(), (ids) => (chosen = ids)),
        "One person, the app, or a few",
      ),
    ],
    async run() {
      if (!chosen.length) return "Choose somebody first.";
      await openDirect(chosen);
    },
  });
}

export async function leaveChannel(c) {
  await control("leave", { user: store.me.id, channel: c.id });
  toast(`You left #${c.name}.`, { stay: 4000 });
}
