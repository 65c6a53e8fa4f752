// The frame every dialog stands in: scrim, title, focus kept inside and handed back, Esc to leave. Also the small "are you sure?".

import { h, pushLayer, trapFocus, focusables, iconButton, uid } from "./dom.js";
import { closePopover } from "./popover.js";
import { textObject } from "../text/mrkdwn.js";

let open = 0;

export function openDialog({
  title,
  body,
  footer,
  onClose,
  testid,
  className = "",
  closeLabel = "Close",
  closeTestid,
  role = "dialog",
  onSubmit,
}) {
  closePopover(false);
  const before = document.activeElement;
  const titleId = uid("title");
  const heading = h("h2", { id: titleId, class: "dialog-title" }, title);
  const closeButton = iconButton("close", closeLabel, () => onClose(), {
    data: closeTestid ? { testid: closeTestid } : {},
  });
  const content = h("div", { class: "dialog-body" }, body);
  const foot = h("footer", { class: "dialog-foot" }, footer);
  if (!footer) foot.hidden = true;
  const frame = h(
    onSubmit ? "form" : "div",
    {
      class: `dialog ${className}`,
      role,
      "aria-modal": "true",
      "aria-labelledby": titleId,
      tabindex: "-1",
      novalidate: onSubmit ? true : null,
      data: { testid },
    },
    h("header", { class: "dialog-head" }, heading, closeButton),
    content,
    foot,
  );
  if (onSubmit)
    frame.addEventListener("submit", (event) => {
      event.preventDefault();
      onSubmit();
    });
  const scrim = h("div", { class: "scrim" }, frame);
  let pressed = null;
  scrim.addEventListener("pointerdown", (event) => {
    pressed = event.target;
  });
  if (className.includes("light"))
    scrim.addEventListener("click", (event) => {
      if (event.target === scrim && pressed === scrim) onClose();
    });
  document.getElementById("dialogs").append(scrim);
  const app = document.getElementById("app");
  open += 1;
  app.inert = true;
  const popLayer = pushLayer(() => onClose());
  const untrap = trapFocus(frame);
  let gone = false;
  return {
    frame,
    content,
    foot,
    heading,
    focusFirst() {
      const inputs = focusables(content);
      const asked = content.querySelector("[data-focus-on-load]");
      const target =
        asked || inputs.find((n) => n.matches("input,textarea,.select-control")) || focusables(foot).pop() || frame;
      target.focus({ preventScroll: true });
    },
    destroy() {
      if (gone) return;
      gone = true;
      closePopover(false);
      popLayer();
      untrap();
      scrim.remove();
      open -= 1;
      if (!open) app.inert = false;
      const target =
        before && before.isConnected && before !== document.body
          ? before
          : document.querySelector("[data-testid='composer']");
      target?.focus({ preventScroll: true });
    },
  };
}

/** Slack's confirmation object; resolves to whether the person agreed. */
export function ask(confirm) {
  return new Promise((resolve) => {
    let dialog;
    const leave = (answer) => {
      dialog.destroy();
      resolve(answer);
    };
    const yes = h(
      "button",
      {
        type: "button",
        class: `button ${confirm.style === "danger" ? "danger" : "primary"}`,
        data: { testid: "confirm-yes" },
        on: { click: () => leave(true) },
      },
      textObject(confirm.confirm) || "Yes",
    );
    const no = h(
      "button",
      { type: "button", class: "button", data: { testid: "confirm-no" }, on: { click: () => leave(false) } },
      textObject(confirm.deny) || "Cancel",
    );
    dialog = openDialog({
      title: textObject(confirm.title) || "Are you sure?",
      body: h("div", { class: "confirm-text" }, textObject(confirm.text)),
      footer: [no, yes],
      onClose: () => leave(false),
      className: "small light",
      role: "alertdialog",
      testid: "confirm",
    });
    (confirm.style === "danger" ? no : yes).focus();
  });
}
