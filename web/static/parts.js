// Parts of a page that are drawn anew.
import { tellTimes } from "./time.js";

const sign = (element) => element && [element.tagName, element.name, element.value, element.href, element.id].join(" ");

/** Put in what is there now. Whatever has the focus keeps it, if it is still there. */
export function replace(part, html) {
  const focused = part.contains(document.activeElement) ? sign(document.activeElement) : null;
  part.innerHTML = html;
  tellTimes(part);
  if (focused) {
    [...part.querySelectorAll("a, button, input, select, textarea")].find((each) => sign(each) === focused)?.focus();
  }
}

/** Whether what is shown is kept in step; else since when it is not (milliseconds). */
export function sayLive(live, since) {
  const line = document.getElementById("live");
  if (!line) return;
  const at = new Date(since).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const words = live ? "Live" : `Not live since ${at}: reconnecting. What has happened since is not shown yet.`;
  line.classList.toggle("live-off", !live);
  if (line.textContent !== words) line.textContent = words;
}
