// A small form in a dialog: some fields, one button that does it, and the reason on the spot when it does not work.

import { h, busy } from "./dom.js";
import { openDialog } from "./dialog.js";
import { failure } from "./toasts.js";

/** run() does it; what it answers or throws as words is shown, anything else closes the form. */
export function openForm({ title, fields, submit, run, testid, danger = false, wide = false }) {
  const banner = h("p", { class: "banner", role: "alert", hidden: true });
  const button = h(
    "button",
    { type: "submit", class: `button ${danger ? "danger" : "primary"}`, data: { testid: `${testid}-submit` } },
    h("span", { class: "button-words" }, submit),
  );
  const say = (words) => {
    banner.hidden = !words;
    banner.textContent = words || "";
  };
  const go = async () => {
    if (button.getAttribute("aria-busy") === "true") return;
    say("");
    try {
      const words = await busy(button, run);
      if (typeof words === "string") return say(words);
      dialog.destroy();
    } catch (error) {
      say(failure(error.code || error.message));
    }
  };
  const dialog = openDialog({
    title,
    body: [banner, ...fields],
    footer: [h("button", { type: "button", class: "button", on: { click: () => dialog.destroy() } }, "Cancel"), button],
    onClose: () => dialog.destroy(),
    onSubmit: go,
    className: wide ? "light" : "small light",
    testid,
  });
  dialog.focusFirst();
  return dialog;
}

/** A labelled field; `control` is an input or a select of select.js. */
export function field(label, control, hint) {
  const tag = control.matches("input,textarea") ? "label" : "div";
  return h(
    tag,
    { class: "block input" },
    h("span", { class: "input-label" }, label),
    control,
    hint ? h("span", { class: "input-hint" }, hint) : null,
  );
}

export const textInput = (props) => h("input", { type: "text", class: "field-input", autocomplete: "off", ...props });
