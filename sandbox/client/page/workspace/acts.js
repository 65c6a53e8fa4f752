// What a person does to a message or a channel, with a plain word when it does not work.

import { store } from "./store.js";
import { control } from "./api.js";
import { lazy } from "../screen/lazy.js";

const tellFailure = lazy(() => import("../screen/toasts.js"), "tellFailure");

/** Calls the workspace and says so when it does not work. */
export async function attempt(name, body, app) {
  try {
    const answer = await control(name, { user: store.me.id, ...body });
    if (answer.error) tellFailure(answer.error, app, answer.why);
    return answer;
  } catch (error) {
    tellFailure(error.code, app);
    return null;
  }
}

export function toggleReaction(message, channelId, name) {
  const mine = (message.reactions || []).find((r) => r.name === name)?.users.includes(store.me.id);
  return attempt(mine ? "unreact" : "react", { channel: channelId, ts: message.ts, name });
}
