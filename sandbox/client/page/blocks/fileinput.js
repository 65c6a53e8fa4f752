// The input that takes files: each is stored at once, the form carries their ids.

import { h, iconButton } from "../screen/dom.js";
import { store } from "../workspace/store.js";
import { control } from "../workspace/api.js";
import { encoded } from "../compose/uploads.js";
import { failure } from "../screen/toasts.js";

const MOST = 10; // where the app names no number

export function fileInput(el, key, ctx, extra, blockId) {
  const most = el.max_files || MOST;
  const kept = ctx.state.get(key)?.files || [];
  const list = h("ul", { class: "chosen-files" });
  const note = h("p", { class: "input-hint", role: "status" });
  const accept = (el.filetypes || []).map((kind) => `.${kind}`).join(",");
  const input = h("input", {
    type: "file",
    class: "field-input file-field",
    multiple: most > 1,
    accept: accept || null,
    "aria-label": extra.label,
    "aria-describedby": extra.describedBy,
    "aria-required": extra.required ? "true" : null,
    "aria-invalid": extra.invalid ? "true" : null,
    data: { "action-id": el.action_id, "block-id": blockId },
  });
  const save = (files) => {
    ctx.state.set(key, { files, value: files.map((f) => f.id) });
    draw(files);
  };
  function draw(files) {
    list.replaceChildren(
      ...files.map((file) =>
        h(
          "li",
          {},
          h("span", {}, file.name),
          iconButton("close", `Take ${file.name} away`, () => save(files.filter((each) => each !== file))),
        ),
      ),
    );
  }
  input.addEventListener("change", async () => {
    const chosen = [...input.files].slice(0, most - (ctx.state.get(key)?.files.length || 0));
    input.value = "";
    note.textContent = chosen.length ? "Storing…" : `At most ${most} files.`;
    try {
      for (const [at, file] of (await encoded(chosen)).entries()) {
        const stored = await control("file", { user: store.me.id, ...file });
        save([...ctx.state.get(key).files, { id: stored.id || stored.file, name: chosen[at].name }]);
      }
      note.textContent = "";
    } catch (error) {
      note.textContent = failure(error.code);
    }
  });
  ctx.state.set(key, { files: kept, value: kept.map((f) => f.id) });
  draw(kept);
  return h("div", {}, input, list, note);
}
