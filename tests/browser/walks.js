// Walks over the page as tests see it: controls without a name, and words too pale to read.

const visible = (node) => {
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && Number(style.opacity) > 0.05;
};
const describe = (node) =>
  `<${node.tagName.toLowerCase()} class="${node.className}"> ${(node.textContent || "").trim().slice(0, 40)}`;

function nameOf(node) {
  const by = node.getAttribute("aria-labelledby");
  if (by) return by.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
  if (node.getAttribute("aria-label")) return node.getAttribute("aria-label");
  if (node.labels?.length) return [...node.labels].map((label) => label.textContent).join(" ");
  const pictures = [...node.querySelectorAll("img[alt],[role=img]")].map((n) => n.alt || n.getAttribute("aria-label"));
  return [node.textContent, ...pictures].join(" ");
}

/** Buttons, links and fields that a screen reader could not name. */
function nameless() {
  const controls = "button,a[href],input,select,textarea,[role=button],[role=option],[role=menuitem],[role=dialog],img";
  return [...document.querySelectorAll(controls)]
    .filter((node) => visible(node) && !(node.tagName === "IMG" && node.hasAttribute("alt")))
    .filter((node) => !nameOf(node)?.trim())
    .map(describe);
}

/* Colours as the browser paints them: whatever way they are written. */
const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
const paint = canvas.getContext("2d", { willReadFrequently: true });
function rgba(color) {
  paint.clearRect(0, 0, 1, 1);
  paint.fillStyle = color;
  paint.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}
const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
function ground(node) {
  const layers = [];
  for (let at = node; at; at = at.parentElement) {
    const color = rgba(getComputedStyle(at).backgroundColor);
    if (color[3] > 0) layers.push(color);
    if (color[3] === 1) break;
  }
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
}
function light([r, g, b]) {
  const part = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}
function ratio(one, other) {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Words with less contrast than WCAG AA asks for; switched off controls and emoji are left out. */
function pale() {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement,
      words = walker.currentNode.textContent.trim();
    if (!words || !/[\p{L}\p{N}]/u.test(words) || !visible(node)) continue;
    if (node.closest("[disabled],[inert],.emoji,noscript,.unseen,.skip")) continue;
    const style = getComputedStyle(node),
      size = parseFloat(style.fontSize),
      isBig = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const back = ground(node),
      front = over(rgba(style.color), back),
      seen = ratio(front, back);
    if (seen < (isBig ? 3 : 4.5)) found.add(`${seen.toFixed(2)} ${describe(node)}`);
  }
  return [...found];
}
