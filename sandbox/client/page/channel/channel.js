// What a channel is called, whatever kind it is, and what its notes say.

import { isIm, isGroup, imPartner, partnersOf } from "../workspace/store.js";
import { displayName } from "../workspace/people.js";

export const valueOf = (note) => (typeof note === "string" ? note : note?.value || "");

/** A name for titles and lists: people for direct messages, without a sign for channels. */
export function plainName(c) {
  if (!c) return "";
  if (isIm(c)) return displayName(imPartner(c));
  if (isGroup(c)) return partnersOf(c).map(displayName).join(", ") || c.name;
  return c.name;
}
export const nameOf = (c) => (!c || isIm(c) || isGroup(c) ? plainName(c) : `#${c.name}`);
export const iconOf = (c) => (c.is_archived ? "archive" : isGroup(c) ? "users" : c.is_private ? "lock" : "hash");

/** The pinned messages of a channel, as the workspace tells them: they need not be loaded to be shown. */
export const pinnedMessages = (c) =>
  (c.pins || []).filter((p) => p.message).map((p) => ({ ...p.message, ts: p.ts || p.message.ts }));
