// Light or dark: as the system says, until the reader says otherwise.

import { h, icon } from "./dom.js";

const KEY = "signal.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const saved = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};
const isDark = () => (saved() ? saved() === "dark" : system.matches);

export function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

export function themeButton() {
  const button = h("button", { type: "button", class: "icon-button", data: { testid: "theme" } });
  const draw = () => {
    const words = isDark() ? "Switch to light" : "Switch to dark";
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.title = words;
    button.setAttribute("aria-label", words);
  };
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      /* kept for this page only */
    }
    document.documentElement.dataset.theme = next;
    draw();
  });
  system.addEventListener("change", () => {
    applyTheme();
    draw();
  });
  draw();
  return button;
}
