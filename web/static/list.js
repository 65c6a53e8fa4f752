// Keeps the list of incidents true: it asks for itself anew while somebody looks at it. It is not told of changes,
// since whoever may not see a private incident must not even learn when something happens in it.
import { replace, sayLive } from "./parts.js";

const EVERY = 5000;
const list = document.getElementById("part-list");
let drawn = list.innerHTML; // as the server wrote it: times are said in the reader's zone later
let knownAt = Date.now();

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(EVERY) });
    if (answer.redirected) return location.reload(); // signed out meanwhile
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("part-list").innerHTML;
    if (now !== drawn) replace(list, now);
    document.getElementById("away").hidden = page.getElementById("away").hidden;
    drawn = now;
    knownAt = Date.now();
    sayLive(true);
  } catch {
    sayLive(false, knownAt);
  }
}

sayLive(true);
setInterval(ask, EVERY);
for (const back of ["visibilitychange", "online", "pageshow"]) addEventListener(back, ask, true);
