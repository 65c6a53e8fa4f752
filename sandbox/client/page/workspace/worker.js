// Holds the one stream of changes for all tabs of this browser: a browser keeps only six open to a host.

const ports = new Set();
let source = null,
  timer = null,
  wait = 400,
  online = null;

function tell(news) {
  for (const port of ports) port.postMessage(news);
}

function say(isOnline) {
  if (online === isOnline) return;
  online = isOnline;
  tell({ online });
}

function open() {
  source = new EventSource("/_client/stream");
  source.onopen = () => {
    wait = 400;
    say(true);
  };
  source.onmessage = (event) => tell({ line: JSON.parse(event.data) });
  source.onerror = () => {
    source.close();
    say(false);
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 1.7, 5000);
  };
}

function leave(port) {
  ports.delete(port);
  if (ports.size) return;
  clearTimeout(timer);
  source?.close();
  source = null;
  online = null;
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === "bye") leave(port);
    else if (data === "again") {
      ports.add(port);
      if (!source) open();
    }
  };
  if (online !== null) port.postMessage({ online });
  if (!source) open();
};
