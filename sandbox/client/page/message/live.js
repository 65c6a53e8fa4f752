// Tells screen readers of new messages, calmly: one sentence for all that came within a moment.

import { h } from "../screen/dom.js";
import { store, on, here, isQuiet } from "../workspace/store.js";
import { knownTimeline } from "../workspace/timeline.js";
import { author, displayName } from "../workspace/people.js";
import { flatText } from "../text/mrkdwn.js";

const CALM = 1200; // milliseconds
const LONG = 160; // letters

export function liveRegion() {
  const node = h("div", { class: "unseen", role: "status", "aria-live": "polite", data: { testid: "live" } });
  let channelId = store.channelId, // what is there already is not news
    told = knownTimeline(channelId)?.newest || "",
    timer = null;

  function tell() {
    timer = null;
    const line = knownTimeline(channelId);
    if (!line || channelId !== store.channelId) return;
    const fresh = line.items.filter((m) => m.ts > told && m.user !== store.me.id && !isQuiet(m));
    told = line.newest || told;
    if (!fresh.length) return;
    const last = fresh[fresh.length - 1];
    node.textContent =
      fresh.length > 1
        ? `${fresh.length} new messages, the last from ${displayName(author(last))}`
        : `${displayName(author(last))}: ${flatText(last.text).slice(0, LONG)}`;
  }

  on("messages", (id) => {
    const line = id === store.channelId && here() ? knownTimeline(id) : null;
    if (!line?.loaded) return;
    if (channelId !== id || line.newer) {
      channelId = id;
      told = line.newest;
    } else if (line.newest > told && !timer) timer = setTimeout(tell, CALM);
  });
  return node;
}
