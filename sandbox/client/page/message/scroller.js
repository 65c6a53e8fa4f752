// Shows a part of a timeline, a little more than fits the screen, and moves that part while one scrolls: the page stays small.

const STEP = 14; // rows that come or go at once
const NEAR = 0.6; // screens of messages kept ready beyond each edge
const FAR = 1.3; // and what is further away leaves the page
const END = 60; // this close to the bottom is at the end

const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-ts]")];
const lowerBound = (items, ts) => {
  const at = items.findIndex((m) => m.ts >= ts);
  return at < 0 ? items.length : at;
};

/** paint(messages, {before, atStart}) draws them into the list; line() gives the timeline or null. */
export function scroller(list, { line, paint, onMove = () => {} }) {
  let first = null, // ts of the oldest and newest message in the page
    last = null,
    balancing = false,
    planned = false,
    lastTop = 0;

  const room = () => Math.max(12, Math.ceil(window.innerHeight / 28) + 1); // asking the list for its height would lay out the page
  const below = () => list.scrollHeight - list.scrollTop - list.clientHeight;

  function range() {
    const { items, following, newer } = line();
    if (following && !newer) {
      const kept = first === null ? items.length - room() : lowerBound(items, first);
      return [Math.max(0, Math.min(kept, items.length - room())), items.length];
    }
    if (first === null) return [Math.max(0, items.length - room()), items.length];
    const from = lowerBound(items, first),
      to = items.findLastIndex((m) => m.ts <= last) + 1;
    return [from, Math.max(from, to)];
  }

  function show(from, to) {
    const { items, older } = line();
    first = items[from]?.ts ?? null;
    last = items[to - 1]?.ts ?? null;
    paint(items.slice(from, to), { before: items[from - 1] || null, atStart: from === 0 && !older });
    rows.disconnect();
    for (const row of list.children) rows.observe(row);
  }
  /* Whoever looks at the newest goes on doing so when pictures come and rows grow. */
  function hold() {
    if (line()?.following && !balancing) toBottom();
  }
  function toBottom() {
    list.scrollTop = list.scrollHeight;
    lastTop = list.scrollTop; // at once: whoever scrolls up before the event of this comes is going up
  }
  const rows = new ResizeObserver(hold);

  /** Draws anew while what one looks at stays where it is. */
  function steady(work) {
    const top = list.getBoundingClientRect().top,
      anchor = rowsOf(list).find((row) => row.getBoundingClientRect().bottom > top),
      ts = anchor?.dataset.ts,
      was = anchor?.getBoundingClientRect().top;
    work();
    const again = ts && list.querySelector(`:scope > [data-ts="${CSS.escape(ts)}"]`);
    if (again) list.scrollTop += again.getBoundingClientRect().top - was;
  }

  function draw() {
    if (!line()?.loaded) return;
    if (line().following) {
      show(...range());
      toBottom();
    } else steady(() => show(...range()));
    planBalance(); // what lies beyond the edges may come a frame later
  }

  /** How many rows lie further from the screen than `FAR`, at the top and at the bottom. */
  function spare() {
    const rows = rowsOf(list),
      box = list.getBoundingClientRect(),
      far = box.height * FAR;
    const above = rows.filter((row) => row.getBoundingClientRect().bottom < box.top - far).length,
      under = rows.filter((row) => row.getBoundingClientRect().top > box.bottom + far).length;
    return [above >= STEP ? above : 0, under >= STEP ? under : 0];
  }

  function planBalance() {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      balance();
    });
  }
  async function balance() {
    if (balancing || !list.clientHeight) return;
    balancing = true;
    try {
      for (let round = 0; round < 12; round++) if (!(await turn())) break;
    } finally {
      balancing = false;
    }
    onMove();
  }
  async function turn() {
    const now = line();
    if (!now?.loaded) return false;
    const [from, to] = range(),
      near = list.clientHeight * NEAR;
    if (list.scrollTop < near && from > 0) return move(from - STEP, to);
    if (list.scrollTop < near && now.older) return now.loadBefore();
    if (below() < near && to < now.items.length) return move(from, to + STEP);
    if (below() < near && now.newer) return now.loadAfter();
    const [above, under] = spare();
    if (above || under) move(from + above, to - under);
    return false;
  }
  function move(from, to) {
    steady(() => show(Math.max(0, from), Math.min(line().items.length, to)));
    return true;
  }

  list.addEventListener(
    "scroll",
    () => {
      const now = line(),
        isUp = list.scrollTop < lastTop - 2;
      lastTop = list.scrollTop;
      if (now?.loaded && !balancing) now.following = atEnd() || (now.following && !isUp);
      hold();
      planBalance();
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    hold();
    balance();
  }).observe(list);

  function atEnd() {
    const now = line();
    return Boolean(now) && !now.newer && last === (now.newest || null) && below() < END;
  }

  return {
    draw,
    atEnd,
    below,
    /** Starts anew: another timeline is shown from now on. */
    forget() {
      first = last = null;
    },
    async toEnd() {
      const now = line();
      if (now.newer) await now.loadNewest();
      now.following = true;
      first = null;
      draw();
    },
    /** Brings a message of the timeline into view, or the one after it where it is gone; answers its row. */
    goTo(ts) {
      const { items } = line(),
        at = lowerBound(items, ts);
      if (at === items.length) return null;
      line().following = false;
      show(Math.max(0, at - room()), Math.min(items.length, at + room()));
      const row = list.querySelector(`:scope > [data-ts="${CSS.escape(items[at].ts)}"]`);
      row?.scrollIntoView({ block: "center" });
      balance();
      return row;
    },
  };
}

/** Lets the eye find a row that was jumped to. */
export function flash(row) {
  row.classList.add("flash");
  setTimeout(() => row.classList.remove("flash"), 2600);
}
