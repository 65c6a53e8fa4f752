// What the first look at a channel does not need is loaded when it is first used, or as soon as that look is there.

const loads = new Set(),
  works = [];
let seen = false;

/** A function of a module that the first call loads; every call answers with a promise. */
export function lazy(load, name) {
  loads.add(load);
  return async (...given) => (await load())[name](...given);
}

/** A part of the page, made of a module when it is first asked for; each call gives the promise of the same part. */
export function part(load, make) {
  let made = null;
  loads.add(load);
  return () => (made ||= load().then(make));
}

/** Does something once the first look is there; at once when it is. */
export function afterwards(work) {
  return seen ? work() : new Promise((done) => works.push(() => done(work())));
}

/** The first look is there: does what waited for it, then loads all the rest, so that no click has to wait. */
export function firstLookIsThere() {
  if (seen) return;
  seen = true;
  for (const work of works.splice(0)) work();
  for (const load of loads) load();
}
