// Talks to the local workspace: plain JSON calls, and one stream that says what has changed.

export class ApiError extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body ? { "content-type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new ApiError(0, "unreachable");
  }
  const data = await response.json().catch(() => ({}));
  if (!response.ok || data.ok === false)
    throw new ApiError(response.status, data.error || data.detail || `status ${response.status}`);
  return data;
}

const query = (params) =>
  new URLSearchParams(Object.entries(params || {}).filter(([, v]) => v !== undefined)).toString();

export const get = (path, params) => call("GET", params ? `${path}?${query(params)}` : path);
export const control = (name, body) => call("POST", `/_control/${name}`, body);
export const fileUrl = (file) => `/_client/file/${encodeURIComponent(file.id)}`;

/** Listens to the stream until closed; it comes back by itself when the line is lost. */
export function listen(user, { onEvent, onOnline, onOffline }) {
  let source = null,
    timer = null,
    wait = 400,
    closed = false;
  const open = () => {
    source = new EventSource(`/_client/stream?${query({ user })}`);
    source.onopen = () => {
      wait = 400;
      onOnline();
    };
    source.onmessage = (event) => {
      let data;
      try {
        data = JSON.parse(event.data);
      } catch {
        return;
      }
      onEvent(data);
    };
    source.onerror = () => {
      source.close();
      if (closed) return;
      onOffline();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.7, 5000);
    };
  };
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    source.close();
  };
}

/** Runs the work at most once at a time; calls that come meanwhile are answered by one more run. */
export function coalesce(work) {
  let running = null,
    again = false;
  return async function run() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await work();
      } while (again);
    })();
    try {
      await running;
    } finally {
      running = null;
    }
  };
}
