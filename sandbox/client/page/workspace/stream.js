// Hears what has changed: through the stream that all tabs share, or through one of its own where that is not to be had.

function own(hear) {
  let source = null,
    timer = null,
    wait = 400;
  const open = () => {
    source = new EventSource("/_client/stream");
    source.onopen = () => {
      wait = 400;
      hear({ online: true });
    };
    source.onmessage = (event) => hear({ line: JSON.parse(event.data) });
    source.onerror = () => {
      source.close();
      hear({ online: false });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.7, 5000);
    };
  };
  open();
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    source.close();
  });
  window.addEventListener("pageshow", (event) => event.persisted && open());
}

function shared(hear, fail) {
  const worker = new SharedWorker(new URL("./worker.js", import.meta.url), { name: "workspace stream" });
  worker.onerror = fail;
  worker.port.onmessage = ({ data }) => hear(data);
  worker.port.start();
  window.addEventListener("pagehide", () => worker.port.postMessage("bye"));
  window.addEventListener("pageshow", (event) => event.persisted && worker.port.postMessage("again"));
}

/** hear gets {line} or {online}. */
export function listen(hear) {
  let failed = false;
  const fail = () => {
    if (!failed) own(hear);
    failed = true;
  };
  if (!("SharedWorker" in window)) return fail();
  try {
    shared(hear, fail);
  } catch {
    fail();
  }
}
