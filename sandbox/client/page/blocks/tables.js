// Tables: the simple one, the one of data, and charts, which are shown as the table of their numbers with bars.

import { h } from "../screen/dom.js";
import { richText } from "../text/richtext.js";

const ROWS = 100; // of a data table at once

const cellWords = (cell) => (cell?.type === "rich_text" ? richText(cell) : (cell?.text ?? cell?.value ?? ""));

function row(cells, { isHead, headColumn, settings = [] }) {
  return h(
    "tr",
    {},
    cells.map((cell, at) => {
      const look = settings[at] || {};
      const align = look.align || (cell?.type === "raw_number" ? "right" : null);
      return h(
        isHead || at === headColumn ? "th" : "td",
        {
          scope: isHead ? "col" : at === headColumn ? "row" : null,
          class: [align ? `to-${align}` : "", look.is_wrapped === false ? "unwrapped" : ""].join(" ").trim() || null,
        },
        cellWords(cell),
      );
    }),
  );
}

export function table(block) {
  const [head, ...rest] = block.rows || [];
  const options = { settings: block.column_settings || [], headColumn: block.row_header_column_index };
  return h(
    "div",
    { class: "block table-wrap", tabindex: "0", role: "group", "aria-label": block.caption || "Table" },
    h(
      "table",
      {},
      block.caption ? h("caption", {}, block.caption) : null,
      head ? h("thead", {}, row(head, { ...options, isHead: true })) : null,
      h(
        "tbody",
        {},
        rest.slice(0, ROWS).map((cells) => row(cells, options)),
      ),
    ),
    rest.length > ROWS ? h("p", { class: "quiet" }, `and ${rest.length - ROWS} more rows`) : null,
  );
}

function bars(points, most, tone = 0) {
  return points.map((point) =>
    h(
      "div",
      { class: "chart-row" },
      h("span", { class: "chart-label" }, point.label),
      h(
        "span",
        { class: "chart-track" },
        h("span", {
          class: `chart-bar tone-${tone % 10}`,
          style: { "--part": `${Math.max(1, (Math.abs(point.value) / most) * 100)}%` },
        }),
      ),
      h("span", { class: "chart-value" }, point.value),
    ),
  );
}

export function chart(block) {
  const kind = block.chart || {},
    series = kind.segments ? [{ name: "", data: kind.segments }] : kind.series || [];
  const most = Math.max(1, ...series.flatMap((s) => s.data.map((p) => Math.abs(p.value))));
  const axes = [kind.axis_config?.x_label, kind.axis_config?.y_label].filter(Boolean).join(" · ");
  return h(
    "figure",
    { class: "block chart" },
    h("figcaption", {}, block.title, h("span", { class: "quiet" }, ` ${kind.type || ""} chart`)),
    series.map((s, at) =>
      h(
        "div",
        { class: "chart-series" },
        s.name ? h("div", { class: "chart-name" }, s.name) : null,
        bars(s.data, most, at),
      ),
    ),
    axes ? h("p", { class: "quiet" }, axes) : null,
  );
}
