// Builds DOM nodes by hand (never from markup strings), and keeps the stack of open layers for Esc and focus.

import { icon } from "./icons.js";

export { icon, brandMark } from "./icons.js";

/** h("button", {class, on: {click}, data: {testid}, ...attributes}, ...children) */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "on") for (const [type, fn] of Object.entries(value)) node.addEventListener(type, fn);
    else if (key === "data") {
      for (const [k, v] of Object.entries(value)) if (v !== null && v !== undefined) node.setAttribute(`data-${k}`, v);
    } else if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

export function iconButton(name, label, onClick, props = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, ...props, on: { click: onClick } },
    icon(name),
  );
}

let counter = 0;
export const uid = (prefix) => `${prefix}-${++counter}`;

export function focusables(root) {
  const all = root.querySelectorAll(
    "a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled]),[tabindex]:not([tabindex='-1'])",
  );
  return [...all].filter((node) => node.tabIndex >= 0 && node.getClientRects().length > 0);
}

/* Layers: whatever lies on top of the page and leaves by Esc. The newest answers first. */
const layers = [];

export function pushLayer(close) {
  const layer = { close };
  layers.push(layer);
  return () => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  };
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !layers.length) return;
  event.preventDefault();
  layers[layers.length - 1].close();
});

/** Keeps Tab inside a node; returns a function that lets go. */
export function trapFocus(node) {
  const onKey = (event) => {
    if (event.key !== "Tab") return;
    const items = focusables(node);
    if (!items.length) return event.preventDefault();
    const first = items[0],
      last = items[items.length - 1];
    if (event.shiftKey && (document.activeElement === first || document.activeElement === node)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      first.focus();
    }
  };
  node.addEventListener("keydown", onKey);
  return () => node.removeEventListener("keydown", onKey);
}

/** Marks a control as busy, but lets the spinner be seen only when the wait is long enough to notice. */
export async function busy(control, work) {
  control.setAttribute("aria-busy", "true");
  const timer = setTimeout(() => control.classList.add("spinning"), 150);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    control.classList.remove("spinning");
    control.removeAttribute("aria-busy");
  }
}

export const isSmall = () => window.matchMedia("(max-width: 760px)").matches;
