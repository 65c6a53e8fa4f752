// Files under a message: a card with its size, a download, and a preview of text and Markdown.

import { h, icon } from "../screen/dom.js";
import { fileUrl } from "../workspace/api.js";
import { openDialog } from "../screen/dialog.js";
import { markdown } from "../text/markdown.js";

export function sizeWords(bytes) {
  if (!bytes && bytes !== 0) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${Math.round(bytes / 102.4) / 10} kB` : `${Math.round(bytes / 104857.6) / 10} MB`;
}

const isMarkdown = (file) => /\.(md|markdown)$/i.test(file.name || "") || file.mimetype === "text/markdown";
const isText = (file) =>
  isMarkdown(file) ||
  /^text\/|json|yaml|csv/.test(file.mimetype || "") ||
  /\.(txt|log|json|ya?ml|csv)$/i.test(file.name || "");
const isImage = (file) => /^image\/(png|jpe?g|gif|webp)$/.test(file.mimetype || "");

async function preview(file) {
  const body = h("div", { class: "preview", tabindex: "0" }, h("p", { class: "quiet" }, "Opening…"));
  const dialog = openDialog({
    title: file.title || file.name,
    body,
    onClose: () => dialog.destroy(),
    className: "wide light",
    testid: "file-preview",
    footer: [
      h("a", { class: "button", href: fileUrl(file), download: file.name || "file" }, icon("download", 16), "Download"),
    ],
  });
  body.focus();
  try {
    const response = await fetch(fileUrl(file));
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    body.replaceChildren(isMarkdown(file) ? markdown(text) : h("pre", {}, text));
  } catch {
    body.replaceChildren(h("p", { class: "quiet" }, "This file could not be read."));
  }
}

export function fileCard(file) {
  if (!file || file.deleted || file.mode === "tombstone") return h("p", { class: "quiet" }, "This file was deleted.");
  const name = file.title || file.name || "file";
  const words = h(
    "span",
    { class: "file-words" },
    h("span", { class: "file-name" }, name),
    h(
      "span",
      { class: "file-note" },
      [(file.name || "").split(".").pop().toUpperCase(), sizeWords(file.size)].filter(Boolean).join(" · "),
    ),
  );
  const face = h("span", { class: "file-icon" }, icon("file", 20));
  return h(
    "div",
    { class: "file", data: { testid: "file", "file-id": file.id } },
    isImage(file) ? h("img", { class: "file-image", src: fileUrl(file), alt: name, loading: "lazy" }) : null,
    h(
      "div",
      { class: "file-row" },
      isText(file)
        ? h(
            "button",
            { type: "button", class: "file-open", "aria-label": `Preview ${name}`, on: { click: () => preview(file) } },
            face,
            words,
          )
        : h("span", { class: "file-open" }, face, words),
      h(
        "a",
        {
          class: "icon-button",
          href: fileUrl(file),
          download: file.name || "file",
          "aria-label": `Download ${name}`,
          title: "Download",
        },
        icon("download", 18),
      ),
    ),
  );
}
