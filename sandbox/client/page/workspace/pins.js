// Which messages of a channel are pinned.

export const pinsOf = (c) => new Set((c?.pins || []).map((p) => (typeof p === "string" ? p : p.ts || p.message?.ts)));
