// The page of a post-mortem: a preview that follows what is typed, evidence with one choice, and what others write.
import { replace } from "./parts.js";

const WAIT = 400;
let asking = 0;

async function preview(form) {
  const place = form.querySelector(".preview");
  const answer = await fetch(form.querySelector("[formaction]").getAttribute("formaction"), {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  place.innerHTML = (await answer.json()).html;
  place.hidden = false;
}

document.addEventListener("click", (event) => {
  if (!event.target.matches("form.long [formaction]")) return;
  event.preventDefault();
  preview(event.target.form);
});

document.addEventListener("input", ({ target: { form } }) => {
  if (!form?.matches("form.long") || form.querySelector(".preview").hidden) return;
  clearTimeout(asking);
  asking = setTimeout(() => preview(form), WAIT);
});

document.addEventListener("reset", (event) => {
  if (event.target.matches("form.long[data-touched]")) location.reload(); // what is kept of it is forgotten already
});

// Parts as others leave them. Whoever is typing keeps their words, and what they had read when they began.

function read(page) {
  for (const part of document.querySelectorAll("section.part")) {
    const now = page.getElementById(part.id);
    if (!now) continue;
    const busy = part.querySelector("[data-touched], details[open]");
    const [old, anew] = busy ? [part, now].map((each) => each.querySelector(".stands")) : [part, now];
    if (old.innerHTML !== anew.innerHTML) replace(old, anew.innerHTML);
  }
}

let waiting = 0;
document.addEventListener("signalcraft:read", (event) => read(event.detail));
document.addEventListener("signalcraft:changed", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok && !answer.redirected) read(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }, WAIT);
});

// A link of the list of what is lacking opens the form of its part.
addEventListener("hashchange", () => document.querySelector(`${location.hash} details.edit`)?.setAttribute("open", ""));
