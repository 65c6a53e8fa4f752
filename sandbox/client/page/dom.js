// Builds DOM nodes by hand (never from markup strings), draws the icons, and keeps the stack of open layers for Esc and focus.

const SVG = "http://www.w3.org/2000/svg";

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

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  archive: "M4 5h16v4H4zM5.5 9v10h13V9M10 13h4",
  chevron: "m6 9 6 6 6-6",
  right: "m9 6 6 6-6 6",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  reply: "M4 5h16v11H11l-4.5 4v-4H4z",
  pin: "M9 4h6l-.7 6.2L18 13.5v1.5H6v-1.5l3.7-3.300zM12 15v5.5",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  close: "m6 6 12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  users:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.500a3.5 3.5 0 0 1 0 6.500M18 14.500a6.5 6.5 0 0 1 3.5 5.5",
  send: "M4.5 12 4 5l16.5 7L4 19zM4.5 12H12",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4",
  moon: "M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5M9 13h6M9 17h4",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  edit: "M4 20v-4L15.5 4.500l4 4L8 20zM13 7l4 4",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1-1",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  check: "m5 12.5 4.5 4.500L19 7.5",
  bookmark: "M7 4h10v16l-5-4-5 4z",
  home: "M4 11.5 12 4l8 7.500V20h-5.500v-5h-5v5H4z",
  alert: "M12 4 2.5 20h19zM12 10v4.500M12 17.200v.01",
  down: "M12 5v14M6 13l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  swap: "m8 10 4-4 4 4M8 14l4 4 4-4",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
};

export function icon(name, size = 18) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [k, v] of Object.entries({
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": name === "more" ? 3 : 1.8,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    class: `icon icon-${name}`,
    focusable: "false",
  }))
    svg.setAttribute(k, v);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] || "");
  svg.append(path);
  return svg;
}

/** The mark of the app: a flare with two rings of signal. */
export function brandMark(size = 24) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [k, v] of Object.entries({
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    "aria-hidden": "true",
    class: "brand-mark",
  }))
    svg.setAttribute(k, v);
  const draw = (tag, attrs) => {
    const part = document.createElementNS(SVG, tag);
    for (const [k, v] of Object.entries(attrs)) part.setAttribute(k, v);
    svg.append(part);
  };
  draw("circle", { cx: 7.5, cy: 16.5, r: 3, fill: "currentColor" });
  draw("path", {
    d: "M7.5 9.500a7 7 0 0 1 7 7",
    stroke: "currentColor",
    "stroke-width": 2.4,
    "stroke-linecap": "round",
  });
  draw("path", {
    d: "M7.5 4a12.5 12.5 0 0 1 12.5 12.5",
    stroke: "currentColor",
    "stroke-width": 2.4,
    "stroke-linecap": "round",
    opacity: 0.55,
  });
  return svg;
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
