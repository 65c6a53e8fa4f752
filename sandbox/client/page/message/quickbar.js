// The small bar over a message: 📌, a reaction, a reply, and the rest in a menu.

import { h, icon, iconButton } from "../screen/dom.js";
import { store, here, pinsOf } from "../workspace/store.js";
import { emojiOf } from "../text/emoji.js";
import { pickEmoji } from "../text/emojipicker.js";
import { openMenu } from "../screen/popover.js";
import { ask } from "../screen/dialog.js";
import { toast } from "../screen/toasts.js";
import { attempt, toggleReaction } from "../workspace/acts.js";

const permalink = (channelId, message) =>
  `${location.origin}/archives/${channelId}/p${message.ts.replace(".", "")}${message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}` : ""}`;

function moreItems(message, channelId, redraw) {
  const mine = message.user === store.me.id && !message.bot_id;
  const items = store.boot.shortcuts
    .filter((s) => s.type === "message")
    .map((s) => ({
      label: s.name,
      detail: s.description,
      icon: "bolt",
      data: { shortcut: s.callback_id },
      run: () =>
        attempt("shortcut", { callback_id: s.callback_id, channel: channelId, ts: message.ts }, store.boot.app.name),
    }));
  items.push({
    label: "Copy link",
    icon: "link",
    run: async () => {
      try {
        await navigator.clipboard.writeText(permalink(channelId, message));
        toast("Link copied.", { stay: 2500 });
      } catch {
        toast(permalink(channelId, message));
      }
    },
  });
  const isPinned = pinsOf(here()).has(message.ts);
  items.push({
    label: isPinned ? "Unpin from the channel" : "Pin to the channel",
    icon: "pin",
    data: { act: "pin" },
    run: () => attempt(isPinned ? "unpin" : "pin", { channel: channelId, ts: message.ts }),
  });
  if (mine) {
    items.push("line", {
      label: "Edit message",
      icon: "edit",
      data: { act: "edit" },
      run: () => {
        store.editing.ts = message.ts;
        redraw();
      },
    });
    items.push({
      label: "Delete message",
      icon: "trash",
      danger: true,
      data: { act: "delete" },
      run: async () => {
        const sure = await ask({
          title: { type: "plain_text", text: "Delete this message?" },
          text: { type: "plain_text", text: "It disappears for everyone. This cannot be undone." },
          confirm: { type: "plain_text", text: "Delete" },
          deny: { type: "plain_text", text: "Keep it" },
          style: "danger",
        });
        if (sure) attempt("delete", { channel: channelId, ts: message.ts });
      },
    });
  }
  return items;
}

export function quickBar(message, channelId, { openThread, inThread, redraw }) {
  const pinned = (message.reactions || []).find((r) => r.name === "pushpin")?.users.includes(store.me.id);
  const react = iconButton(
    "smile",
    "Add reaction",
    () => pickEmoji(react, (name) => toggleReaction(message, channelId, name)),
    { "aria-expanded": "false", data: { testid: "add-reaction" } },
  );
  const more = iconButton(
    "more",
    "More",
    () => openMenu(more, moreItems(message, channelId, redraw), { label: "Message actions" }),
    { "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "message-more" } },
  );
  const pin = h(
    "button",
    {
      type: "button",
      class: `icon-button${pinned ? " on" : ""}`,
      "aria-pressed": String(Boolean(pinned)),
      "aria-label": pinned ? "Take your 📌 away" : "Mark with 📌",
      title: pinned ? "Take your 📌 away" : "Mark with 📌",
      data: { testid: "quick-pin" },
      on: { click: () => toggleReaction(message, channelId, "pushpin") },
    },
    emojiOf("pushpin") ? h("span", { class: "emoji", "aria-hidden": "true" }, emojiOf("pushpin")) : icon("pin"),
  );
  return h(
    "div",
    { class: "quick-bar", role: "toolbar", "aria-label": "Message actions" },
    pin,
    react,
    inThread
      ? null
      : iconButton("reply", "Reply in thread", () => openThread(message.thread_ts || message.ts), {
          data: { testid: "reply-in-thread" },
        }),
    more,
  );
}
