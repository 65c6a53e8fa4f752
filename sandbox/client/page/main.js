// Starts the client: builds the page, and wires the parts together.

import { h, pushLayer } from "./screen/dom.js";
import { store, on, boot, whoAmI, here, isMember } from "./workspace/store.js";
import { become } from "./workspace/session.js";
import { openTimeline, timelineOf } from "./workspace/timeline.js";
import { applyTheme } from "./screen/theme.js";
import { bindKeys } from "./screen/keys.js";
import { sidebar } from "./channel/sidebar.js";
import { channelHeader } from "./channel/header.js";
import { openSwitcher } from "./channel/browse.js";
import { joinBar } from "./compose/joinbar.js";
import { messagesPane } from "./message/messages.js";
import { threadPane } from "./message/thread.js";
import { liveRegion } from "./message/live.js";
import { homePane } from "./blocks/home.js";
import { createComposer, placeholderFor } from "./compose/composer.js";
import { takesFiles } from "./compose/uploads.js";
import { inspector } from "./inspector/panel.js";
import { modals } from "./blocks/modal.js";
import { openApp, setTab, go, firstPlace, startRoute, onMoved } from "./route.js";
import { onlineHint } from "./workspace/online.js";

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

const side = sidebar({ openChannel: (id) => go(id), openApp, closeDrawer });
const traffic = inspector();
const head = channelHeader({ openDrawer, goTo: go, setTab, tools: [traffic.button] });
const thread = threadPane();
const composer = createComposer({
  testid: "composer",
  sendTestid: "send",
  placeholder: () => placeholderFor(here()),
  last: () => messages.mine(),
  redraw: () => messages.draw(),
});
const join = joinBar();
const messages = messagesPane({ openThread: thread.open, fillComposer: (text) => composer.fill(text) });
const home = homePane();
modals();
onMoved({ closeDrawer, focusComposer: () => composer.focus() });

function arrange() {
  const atHome = store.tab === "home";
  messages.node.hidden = atHome;
  join.draw();
  composer.node.hidden = atHome || join.isShown() || !here();
  composer.refresh();
}
for (const kind of ["route", "state", "me", "views"]) on(kind, arrange);

function page() {
  const write = h("div", { class: "write" }, composer.node, join.node);
  const main = h("main", { class: "main" }, head.node, messages.node, home.node, write);
  takesFiles(main, composer.area, () => composer.staged);
  takesFiles(thread.node, thread.composer.area, () => thread.composer.staged);
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
  return [
    skip("Skip to writing", toComposer),
    side.node,
    scrim,
    main,
    thread.node,
    traffic.node,
    onlineHint(),
    liveRegion(),
  ];
}

bindKeys({
  switcher: openSwitcher,
  inspector: () => traffic.toggle(),
  step: side.step,
  regions: () => [
    side.node.querySelector(".channel.current") || side.node.querySelector(".channel"),
    messages.node.querySelector("[data-ts][tabindex='0']"),
    composer.area,
    thread.node.querySelector("[data-ts][tabindex='0']"),
    traffic.node.querySelector("input"),
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
  if (place.id && !place.ts) await openTimeline(timelineOf(place.id)); // so that the page is laid out once, with its messages
  app.replaceChildren(...page());
  startRoute(place);
  app.classList.add("ready");
  traffic.restore();
  await ready;
}
start();
