// Talks to the local workspace: plain JSON calls.

export class ApiError extends Error {
  constructor(status, code, errors) {
    super(code);
    this.status = status;
    this.errors = errors;
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
    throw new ApiError(response.status, data.error || data.detail || `status ${response.status}`, data.errors);
  return data;
}

const query = (params) =>
  new URLSearchParams(Object.entries(params || {}).filter(([, v]) => v !== undefined && v !== "")).toString();

export const get = (path, params) => call("GET", params ? `${path}?${query(params)}` : path);
export const post = (path, body) => call("POST", path, body);
export const control = (name, body) => call("POST", `/_control/${name}`, body);
export const fileUrl = (file) => `/_client/file/${encodeURIComponent(file.id)}`;

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
