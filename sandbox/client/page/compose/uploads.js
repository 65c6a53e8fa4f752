// Files that wait to be sent with a message: chosen, dropped or pasted, shown with a preview, and taken away again.

import { h, icon, iconButton } from "../screen/dom.js";
import { sizeWords } from "../message/files.js";

const LARGEST = 20 * 1024 * 1024; // bytes; all of them go in one call
const MOST = 10; // as in Slack

function read(file, how) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader[how](file);
  });
}

async function preview(file) {
  if (/^image\/(png|jpe?g|gif|webp)$/.test(file.type))
    return h("img", { class: "staged-image", src: await read(file, "readAsDataURL"), alt: "" });
  if (/^text\/|json|yaml/.test(file.type) || /\.(md|txt|log|csv|ya?ml)$/i.test(file.name))
    return h("pre", { class: "staged-text" }, (await read(file.slice(0, 400), "readAsText")).trim());
  return icon("file", 22);
}

export function stagedFiles({ onChange, say }) {
  const list = h("ul", { class: "staged", hidden: true, "aria-label": "Files to send" });
  const input = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-label": "Choose files",
    data: { testid: "file-input" },
    on: {
      change: () => {
        add([...input.files]);
        input.value = "";
      },
    },
  });
  let files = [];

  function remove(entry) {
    files = files.filter((each) => each !== entry);
    entry.node.remove();
    list.hidden = !files.length;
    onChange();
  }
  function add(chosen) {
    for (const file of chosen) {
      if (files.length >= MOST) return say(`At most ${MOST} files go with one message.`);
      const total = files.reduce((sum, each) => sum + each.file.size, file.size);
      if (total > LARGEST) return say(`${file.name} is too large: ${sizeWords(LARGEST)} is the most.`);
      const face = h("span", { class: "staged-face" }, icon("file", 22));
      const entry = { file, node: null };
      entry.node = h(
        "li",
        { class: "staged-file", data: { testid: "staged-file" } },
        face,
        h(
          "span",
          { class: "file-words" },
          h("span", { class: "file-name" }, file.name),
          h("span", { class: "file-note" }, sizeWords(file.size)),
        ),
        iconButton("close", `Take ${file.name} away`, () => remove(entry)),
      );
      preview(file).then((seen) => face.replaceChildren(seen));
      files.push(entry);
      list.append(entry.node);
    }
    list.hidden = !files.length;
    onChange();
  }

  return {
    list,
    input,
    add,
    choose: () => input.click(),
    any: () => files.length > 0,
    take() {
      const taken = files;
      files = [];
      list.replaceChildren();
      list.hidden = true;
      return taken.map((each) => each.file);
    },
  };
}

/** The files as the workspace takes them. */
export const encoded = (files) =>
  Promise.all(
    files.map(async (file) => ({
      name: file.name || "file",
      base64: String(await read(file, "readAsDataURL")).split(",")[1] || "",
    })),
  );

/** Files dropped on, or pasted into, a part of the page; staged() promises what keeps them. */
export function takesFiles(node, field, staged) {
  let depth = 0;
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const show = (isOver) => node.classList.toggle("dropping", isOver);
  node.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    depth += 1;
    show(true);
  });
  node.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) show(false);
  });
  node.addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  node.addEventListener("drop", (event) => {
    depth = 0;
    show(false);
    if (!carries(event)) return;
    event.preventDefault();
    const dropped = [...event.dataTransfer.files];
    staged().then((waiting) => waiting.add(dropped));
  });
  field.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files || [])];
    if (!files.length) return;
    event.preventDefault();
    staged().then((waiting) => waiting.add(files));
  });
}
