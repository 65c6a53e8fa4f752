// Draws the icons and the mark of the app.

const SVG = "http://www.w3.org/2000/svg";

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
  up: "M12 19V5M6 11l6-6 6 6",
  clip: "M19.5 11.5 12 19a4.600 4.600 0 0 1-6.500-6.500l8-8a3.100 3.100 0 0 1 4.400 4.400l-8 8a1.500 1.500 0 0 1-2.200-2.200l7.300-7.300",
  pulse: "M3 12h4l2.500-7 5 14 2.500-7h4",
  pause: "M8 5v14M16 5v14",
  play: "M8 5v14l11-7z",
  copy: "M8 8h11v12H8zM5 16V4h11",
  leave: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  keyboard: "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
  play_box: "M3 5h18v14H3zM10 9v6l5-3z",
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
