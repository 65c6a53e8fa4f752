// What was written and not yet sent, kept for each person, channel and thread until it is.

import { store, emit, memory } from "../workspace/store.js";

const shelf = memory("drafts");
let owner = null,
  drafts = {};

function mine() {
  if (owner !== store.me?.id) {
    owner = store.me?.id;
    drafts = shelf.load() || {};
  }
  return drafts;
}
const place = (channelId, thread) => (thread ? `${channelId} ${thread}` : channelId);

export const draftOf = (channelId, thread) => mine()[place(channelId, thread)] || "";
export const hasDraft = (channelId) => Boolean(mine()[channelId]?.trim());

export function keepDraft(channelId, thread, text) {
  const had = hasDraft(channelId),
    kept = mine();
  if (text) kept[place(channelId, thread)] = text;
  else delete kept[place(channelId, thread)];
  shelf.save(kept);
  if (had !== hasDraft(channelId)) emit("drafts");
}
