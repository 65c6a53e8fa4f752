// Writes moments in the reader's own zone, and understands Slack's date tokens.

/* A format costs milliseconds to make: each is made when something is first written with it. */
function fmt(options) {
  let made = null;
  return { format: (date) => (made ||= new Intl.DateTimeFormat(undefined, options)).format(date) };
}
const clock = fmt({ hour: "numeric", minute: "2-digit" });
const clockSecs = fmt({ hour: "numeric", minute: "2-digit", second: "2-digit" });
const full = fmt({
  weekday: "long",
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const dayLong = fmt({ weekday: "long", month: "long", day: "numeric" });
const dayShort = fmt({ month: "short", day: "numeric" });
const dayLongYear = fmt({ weekday: "long", month: "long", day: "numeric", year: "numeric" });

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const timeOfDay = (ts) => clock.format(dateOf(ts));
export const fullTime = (ts) => full.format(dateOf(ts));
export const dayKey = (ts) => dateOf(ts).toDateString();

function dayDistance(date) {
  const midnight = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  return Math.round((midnight(date) - midnight(new Date())) / 86400000);
}
const near = (date) => ({ "-1": "yesterday", 0: "today", 1: "tomorrow" })[dayDistance(date)];
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function dayName(ts) {
  const date = dateOf(ts),
    word = near(date);
  if (word) return capital(word);
  return (date.getFullYear() === new Date().getFullYear() ? dayLong : dayLongYear).format(date);
}

/** A short moment for reply counts and pins: "14:02", "Yesterday 14:02", "3 Feb 14:02". */
export function shortMoment(ts) {
  const date = dateOf(ts),
    word = near(date);
  if (word === "today") return timeOfDay(ts);
  return `${word ? capital(word) : dayShort.format(date)}, ${timeOfDay(ts)}`;
}

export function ago(date) {
  const seconds = (date.getTime() - Date.now()) / 1000,
    size = Math.abs(seconds);
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  for (const [unit, length] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    if (size >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return size < 5 ? "just now" : words.format(Math.trunc(seconds), "second");
}

const DATE = {
  date_num: (d) =>
    `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`,
  date: (d) => fmt({ month: "long", day: "numeric", year: "numeric" }).format(d),
  date_slash: (d) => fmt({ month: "2-digit", day: "2-digit", year: "numeric" }).format(d),
  date_short: (d) => fmt({ month: "short", day: "numeric", year: "numeric" }).format(d),
  date_long: (d) => fmt({ weekday: "long", month: "long", day: "numeric", year: "numeric" }).format(d),
  day_divider_pretty: (d) => near(d) || dayLong.format(d),
  time: (d) => clock.format(d),
  time_secs: (d) => clockSecs.format(d),
  ago,
};
for (const base of ["date", "date_short", "date_long"]) DATE[`${base}_pretty`] = (d) => near(d) || DATE[base](d);

/** The words of <!date^seconds^format|…>; null when the seconds or a token make no sense, so that the fallback is shown. */
export function dateWords(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return null;
  let bad = false;
  const text = format.replace(/\{(\w+)\}/g, (_, token) => {
    if (!DATE[token]) {
      bad = true;
      return "";
    }
    return DATE[token](date);
  });
  return bad ? null : format.startsWith("{") ? capital(text) : text;
}

/* "3 minutes ago" grows old on the screen: refresh what says so. */
setInterval(() => {
  for (const node of document.querySelectorAll("time[data-ago]")) {
    const words = dateWords(node.dataset.seconds, node.dataset.ago);
    if (words !== null && node.textContent !== words) node.textContent = words;
  }
}, 15000);
