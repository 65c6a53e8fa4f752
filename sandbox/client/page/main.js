// Starts the client: builds the page, and wires the parts together.

import { h, icon, pushLayer } from "./screen/dom.js";
import { lazy, part, afterwards, firstLookIsThere } from "./screen/lazy.js";
import { store, on, boot, whoAmI, here, isMember } from "./workspace/store.js";
import { become } from "./workspace/session.js";
import { openTimeline, timelineOf } from "./workspace/timeline.js";
import { applyTheme } from "./screen/theme.js";
import { bindKeys } from "./screen/keys.js";
import { sidebar } from "./channel/sidebar.js";
import { channelHeader } from "./channel/header.js";
import { messagesPane } from "./message/messages.js";
import { drawable } from "./message/message.js";
import { createComposer, placeholderFor } from "./compose/composer.js";
import { openApp, setTab, go, firstPlace, startRoute, onMoved } from "./route.js";

const openSwitcher = lazy(() => import("./channel/browse.js"), "openSwitcher");
const takesFiles = lazy(() => import("./compose/uploads.js"), "takesFiles");

applyTheme();
const app = document.getElementById("app");

/* The drawer of the phone. */
let popDrawer = null;
function openDrawer() {
  app.classList.add("drawer");
  if (!popDrawer) popDrawer = pushLayer(closeDrawer);
  side.node.querySelector(".current, .channel")?.focus();
}
function closeDrawer() {
  if (popDrawer) popDrawer();
  popDrawer = null;
  if (!app.classList.contains("drawer")) return;
  app.classList.remove("drawer");
  head.node.querySelector(".drawer-open")?.focus();
}

const traffic = h(
  "button",
  {
    type: "button",
    class: "head-button",
    "aria-pressed": "false",
    "aria-label": "Traffic inspector",
    title: "Traffic inspector (Ctrl .)",
    data: { testid: "inspector-open" },
    on: { click: () => theInspector().then((panel) => panel.toggle()) },
  },
  icon("pulse", 17),
);
const side = sidebar({ openChannel: (id) => go(id), openApp, closeDrawer });
const head = channelHeader({ openDrawer, goTo: go, setTab, tools: [traffic] });
const composer = createComposer({
  testid: "composer",
  sendTestid: "send",
  placeholder: () => placeholderFor(here()),
  last: () => messages.mine(),
  redraw: () => messages.draw(),
});
const messages = messagesPane({
  openThread: async (ts, highlight) => (await theThread()).open(ts, highlight),
  fillComposer: (text) => composer.fill(text),
});
const home = h("div", { class: "home", hidden: true, tabindex: "0", data: { testid: "home" } });
const canvas = h("section", { class: "canvas-page", hidden: true, tabindex: "0", data: { testid: "canvas" } });
const write = h("div", { class: "write" }, composer.node);
const main = h("main", { class: "main" }, head.node, messages.node, home, canvas, write);
onMoved({ closeDrawer, focusComposer: () => composer.focus() });

/* The parts that come when they are first needed. */
const theThread = part(
  () => import("./message/thread.js"),
  ({ threadPane }) => {
    const thread = threadPane();
    main.after(thread.node);
    takesFiles(thread.node, thread.composer.area, thread.composer.staged);
    return thread;
  },
);
const theInspector = part(
  () => import("./inspector/panel.js"),
  ({ inspector }) => {
    const panel = inspector(traffic);
    app.append(panel.node);
    return panel;
  },
);
const theJoinBar = part(
  () => import("./compose/joinbar.js"),
  ({ joinBar }) => write.append(joinBar()),
);
const theHome = part(
  () => import("./blocks/home.js"),
  ({ homePane }) => homePane(home),
);
const theCanvas = part(
  () => import("./channel/canvas.js"),
  ({ canvasPane }) => canvasPane(canvas),
);
const theModals = part(
  () => import("./blocks/modal.js"),
  ({ modals }) => modals(),
);
on("views", () => store.views.stack.length && theModals());

function arrange() {
  const aside = store.tab !== "messages",
    c = here(),
    isClosed = Boolean(c) && (c.is_archived || !isMember(c));
  messages.node.hidden = aside;
  composer.node.hidden = aside || isClosed || !c;
  composer.refresh();
  if (store.tab === "home") theHome();
  else if (store.tab === "canvas") theCanvas();
  else if (isClosed) theJoinBar();
}
for (const kind of ["route", "state", "me", "views"]) on(kind, arrange);

function page() {
  const skip = (words, target) => h("a", { class: "skip", href: "#messages", on: { click: target } }, words);
  const scrim = h("button", {
    type: "button",
    class: "drawer-scrim",
    "aria-label": "Close the channel list",
    tabindex: "-1",
    on: { click: closeDrawer },
  });
  const toComposer = (event) => {
    event.preventDefault();
    (isMember(here() || {}) ? composer.area : main.querySelector(".message-list")).focus();
  };
  return [skip("Skip to writing", toComposer), side.node, scrim, main];
}

/** Small things that only tell, once there is something to tell of. */
async function listenOn() {
  const [{ onlineHint }, { liveRegion }] = await Promise.all([
    import("./workspace/online.js"),
    import("./message/live.js"),
  ]);
  app.append(onlineHint(), liveRegion());
  takesFiles(main, composer.area, composer.staged);
  (await theInspector()).restore();
}
afterwards(listenOn);

bindKeys({
  switcher: openSwitcher,
  inspector: () => theInspector().then((panel) => panel.toggle()),
  step: side.step,
  regions: () => [
    side.node.querySelector(".channel.current") || side.node.querySelector(".channel"),
    messages.node.querySelector("[data-ts][tabindex='0']"),
    composer.area,
    app.querySelector(".thread [data-ts][tabindex='0']"),
    app.querySelector(".inspector input"),
  ],
});

function wait(...words) {
  document.getElementById("splash").replaceChildren(...words.map((each) => h("p", {}, each)));
  setTimeout(start, 1500);
}

async function start() {
  try {
    await boot();
  } catch {
    return wait("The workspace does not answer.", "Start it, then this page comes up by itself.");
  }
  const me = whoAmI();
  if (!me) return wait("There is nobody in this workspace yet.");
  const ready = become(me),
    place = firstPlace();
  if (place.id && !place.ts) await withMessages(place.id);
  app.replaceChildren(...page());
  startRoute(place);
  app.classList.add("ready");
  afterPaint(firstLookIsThere);
  await ready;
}

/* The page is laid out once, with its messages. */
async function withMessages(id) {
  const line = timelineOf(id);
  await openTimeline(line);
  await drawable(line.items);
}

/* A frame is shown after its callbacks: what is queued in one comes after the picture. A tab behind others has no frames. */
function afterPaint(work) {
  requestAnimationFrame(() => setTimeout(work));
  setTimeout(work, 300);
}

start();
