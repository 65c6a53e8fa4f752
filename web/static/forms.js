// Forms of a page: sent without leaving it, sent with Ctrl+Enter, and what is typed outlives a reload.

const kept = (form) => `typed:${location.pathname}:${form.id}`;
// What somebody writes for an hour outlives its tab, with what they had read when they began.
const store = (form) => (form.matches(".long") ? localStorage : sessionStorage);
const typedIn = (form) => [...form.elements].filter((e) => e.name && !["hidden", "submit", "button"].includes(e.type));

function keep(form) {
  const values = typedIn(form).map((e) => (e.type === "checkbox" ? e.checked : e.value));
  if (form.matches(".long")) values.push(form.elements.seen.value);
  store(form).setItem(kept(form), JSON.stringify(values));
  form.dataset.touched = "yes";
}

function restore(form) {
  const values = JSON.parse(store(form).getItem(kept(form)) || "null");
  const fields = typedIn(form);
  const seen = values && form.matches(".long") ? values.pop() : null;
  if (!values || values.length !== fields.length || form.querySelector("[role=alert]")) return;
  fields.forEach((field, at) => {
    if (field.type === "checkbox") field.checked = values[at];
    else if (field.tagName !== "SELECT" || [...field.options].some((o) => o.value === values[at])) field.value = values[at];
  });
  if (seen !== null) form.elements.seen.value = seen;
  form.dataset.touched = "yes";
  form.closest("details.edit")?.setAttribute("open", "");
}

function forget(form) {
  store(form).removeItem(kept(form));
  delete form.dataset.touched;
}

function tell(form, words, wrong) {
  const place = form.querySelector(".outcome");
  place.classList.toggle("wrong", wrong);
  place.setAttribute("role", wrong ? "alert" : "status");
  place.textContent = words;
}

function beside(form, fields) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const [first] = Object.keys(fields).map((name) => form.elements[name]).filter((field) => field && field.focus);
  if (first && first.type !== "hidden") {
    first.setAttribute("aria-invalid", "true");
    first.focus();
  }
}

const SIGNED_OUT = "You are signed out, so nothing was changed. Load the page again and sign in: what you typed is kept.";
const NOT_HERE = "That cannot be done from this page any more, so nothing was changed. Load it again: what you typed is kept.";

async function send(form, button) {
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { Accept: "application/json" },
  });
  if (!(answer.headers.get("Content-Type") || "").includes("json")) {
    if (answer.redirected) return tell(form, SIGNED_OUT, true);
    if (answer.status >= 400 && answer.status < 500) return tell(form, NOT_HERE, true);
    throw new Error(answer.status);
  }
  const told = await answer.json();
  beside(form, told.fields || {});
  if (!answer.ok) {
    tell(form, told.refused || "That did not work. Load the page again.", true);
    const page = await asItIsNow(form);
    if (page && told.overtaken) showTheirs(form);
    return;
  }
  forget(form);
  form.reset();
  if (told.where) return location.assign(told.where);
  if (!document.getElementById("acts")) return location.reload();
  form.elements.once.value = told.once;
  stale = true;
  await drawnAnew();
  tell(document.getElementById(form.id) || form, `Done: ${told.said}`, false);
}

// Whoever was late has read how things are now: sent once more, it is meant.
async function asItIsNow(form) {
  const page = await fresh();
  const now = page?.getElementById(form.id);
  for (const field of form.querySelectorAll("[type=hidden]")) {
    const other = now?.elements[field.name];
    if (other && field.name !== "csrf") field.value = other.value;
  }
  if (form.matches(".long")) keep(form);
  if (page) document.dispatchEvent(new CustomEvent("signalcraft:read", { detail: page }));
  return page;
}

// What somebody else has saved meanwhile, above what is typed; and what saving once more does to it.
function showTheirs(form) {
  const theirs = form.querySelector(".theirs");
  theirs.querySelector(".stands").innerHTML = form.closest(".part").querySelector(".stands").innerHTML;
  theirs.hidden = false;
  const save = form.querySelector("[data-late]");
  save.textContent = save.dataset.late;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.act, form.do") || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter?.name ? event.submitter : null);
  } catch {
    tell(form, "No answer came. What you typed stands here; send it again, and it is done once.", true);
  } finally {
    form.removeAttribute("aria-busy");
  }
});

document.addEventListener("input", (event) => {
  if (event.target.form?.matches("form.act")) keep(event.target.form);
});

document.addEventListener("reset", (event) => {
  if (event.target.matches("form.long")) store(event.target).removeItem(kept(event.target));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// What a form shows may be overtaken by what others do: it is drawn anew when it is opened, unless somebody types.

let stale = false;

// Nothing where they cannot be had just now: what was done or refused stands, and the next look asks again.
async function fresh() {
  const where = document.querySelector("[data-forms]")?.dataset.forms;
  try {
    const answer = where && (await fetch(where));
    return answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

async function drawnAnew() {
  if (!stale) return;
  stale = false;
  const now = await fresh();
  if (!now) {
    stale = true;
    return;
  }
  const focused = document.activeElement?.id;
  for (const old of document.querySelectorAll("#acts details")) redraw(old, now.getElementById(old.id));
  for (const group of [...now.querySelectorAll("#acts details")]) {
    if (!document.getElementById(group.id)) document.getElementById("acts").append(group);
  }
  if (focused) document.getElementById(focused)?.focus();
}

function redraw(old, now) {
  if (!old.querySelector("[data-touched]")) return now ? old.replaceChildren(...now.childNodes) : old.remove();
  for (const form of old.querySelectorAll("form.act:not([data-touched])")) {
    const other = now?.querySelector(`[id="${form.id}"]`);
    if (other) form.replaceWith(other);
  }
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("#acts details[open]")) drawnAnew();
}, true);
const parts = new MutationObserver(() => { stale = true; });
for (const part of document.querySelectorAll("[id^=part-]")) parts.observe(part, { childList: true });

// A link that names a form opens what it stands in.

function reveal() {
  const form = location.hash && document.getElementById(location.hash.slice(1));
  if (!form?.matches?.("form.act")) return;
  form.closest("details")?.setAttribute("open", "");
  typedIn(form)[0]?.focus();
}

// What is open already under a similar title, while somebody declares.

const title = document.querySelector("#form-declare [name=title]");
let asked = 0;
title?.addEventListener("input", () => {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const answer = await fetch(`/incidents/new/similar?title=${encodeURIComponent(title.value.slice(0, 300))}`);
    if (answer.ok && !answer.redirected) document.getElementById("similar").innerHTML = await answer.text();
  }, 300);
});

for (const form of document.querySelectorAll("form.act")) restore(form);
addEventListener("hashchange", reveal);
reveal();
