// A small floating layer beside the thing that opened it: menus, pickers and lists share it.

import { h, pushLayer, trapFocus, icon, focusables } from "./dom.js";

let current = null;

export function closePopover(returnFocus = true) {
  if (!current) return;
  const { node, anchor, release, onClose } = current;
  current = null;
  release();
  node.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (returnFocus && anchor.isConnected) anchor.focus();
  if (onClose) onClose();
}

export function place(node, anchor, { above = false, matchWidth = false } = {}) {
  const box = anchor.getBoundingClientRect(),
    gap = 6,
    edge = 8;
  const height = window.innerHeight,
    width = window.innerWidth;
  if (matchWidth) node.style.minWidth = `${Math.min(box.width, width - 2 * edge)}px`;
  const roomBelow = height - box.bottom - gap - edge,
    roomAbove = box.top - gap - edge;
  const natural = node.scrollHeight + 4;
  const up = above ? roomAbove > 160 || roomAbove > roomBelow : natural > roomBelow && roomAbove > roomBelow;
  node.style.maxHeight = `${Math.max(120, Math.min(up ? roomAbove : roomBelow, 440))}px`;
  const w = node.offsetWidth,
    hh = node.offsetHeight;
  node.style.left = `${Math.max(edge, Math.min(box.left, width - w - edge))}px`;
  node.style.top = `${up ? Math.max(edge, box.top - gap - hh) : box.bottom + gap}px`;
}

export function openPopover(
  anchor,
  content,
  { label, role = "dialog", above = false, matchWidth = false, onClose, className = "", focus = true } = {},
) {
  if (current && current.anchor === anchor) {
    closePopover();
    return null;
  }
  closePopover(false);
  const node = h("div", { class: `popover ${className}`, role, "aria-label": label, tabindex: "-1" }, content);
  document.getElementById("layer").append(node);
  anchor.setAttribute("aria-expanded", "true");
  place(node, anchor, { above, matchWidth });
  const outside = (event) => {
    if (!node.contains(event.target) && !anchor.contains(event.target)) closePopover(false);
  };
  const reflow = (event) => {
    if (event.type === "scroll" && node.contains(event.target)) return;
    if (!anchor.isConnected) return closePopover(false);
    place(node, anchor, { above, matchWidth });
  };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", reflow);
  document.addEventListener("scroll", reflow, true);
  const popLayer = pushLayer(() => closePopover());
  const untrap = trapFocus(node);
  current = {
    node,
    anchor,
    onClose,
    release() {
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", reflow);
      document.removeEventListener("scroll", reflow, true);
      popLayer();
      untrap();
    },
  };
  if (focus) (focusables(node)[0] || node).focus({ preventScroll: true });
  return node;
}

/** items: [{label, detail?, icon?, lead?, danger?, checked?, run, data?} | "line" | {heading}] */
export function openMenu(anchor, items, { label, above, matchWidth, className = "" } = {}) {
  const rows = items.map((item) => {
    if (item === "line") return h("div", { class: "menu-line", role: "separator" });
    if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
    return h(
      "button",
      {
        type: "button",
        class: `menu-item${item.danger ? " danger" : ""}`,
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": item.checked === undefined ? null : String(item.checked),
        tabindex: "-1",
        data: item.data,
        on: {
          click: () => {
            closePopover();
            item.run();
          },
        },
      },
      item.lead || (item.icon ? icon(item.icon, 17) : null),
      h(
        "span",
        { class: "menu-words" },
        h("span", { class: "menu-label" }, item.label),
        item.detail ? h("span", { class: "menu-detail" }, item.detail) : null,
      ),
      item.checked ? icon("check", 16) : null,
    );
  });
  const node = openPopover(anchor, rows, {
    label,
    role: "menu",
    above,
    matchWidth,
    className: `menu ${className}`,
    focus: false,
  });
  if (!node) return;
  const buttons = [...node.querySelectorAll("button")];
  node.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const go = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (go !== undefined) {
      event.preventDefault();
      buttons[go].focus();
    } else if (event.key === "Tab") {
      event.preventDefault();
      closePopover();
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      const next = [...buttons.slice(at + 1), ...buttons].find((b) =>
        b.textContent.toLowerCase().startsWith(event.key.toLowerCase()),
      );
      if (next) next.focus();
    }
  });
  (buttons.find((b) => b.getAttribute("aria-checked") === "true") || buttons[0])?.focus({ preventScroll: false });
}
