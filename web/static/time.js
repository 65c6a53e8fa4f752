// Times as the reader's own clock has them. Without this script they stand there in UTC.

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

const today = (moment) => moment.toDateString() === new Date().toDateString();

const told = (moment) => (today(moment) ? CLOCK : FULL).format(moment);

// With its units: 22:04 would be a time of day.
function lasted(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24];
  const minutes = Math.floor(seconds / 60) % 60;
  if (days) return `${days} d ${hours} h`;
  return hours ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds % 60)} s`;
}

/** Say every time in a part of the page anew, as the reader's zone and language have it. */
export function tellTimes(part) {
  for (const time of part.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    time.title ||= time.textContent;
    time.textContent = told(moment);
  }
  tick();
}

/** The clock, as long as it runs, and what is overdue by now. */
function tick() {
  for (const clock of document.querySelectorAll("[data-since]")) {
    if (!clock.dataset.until) clock.textContent = lasted(new Date() - new Date(clock.dataset.since));
  }
  for (const due of document.querySelectorAll("[data-due]")) {
    due.classList.toggle("late", new Date(due.dataset.due) <= new Date());
  }
}

setInterval(tick, 1000);
