// Talking with the server: every change carries the proof that this page sent it.

const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";

/** Ask the server, and return its answer; an error carries the server's problems. */
export async function ask(method, address, body) {
  const headers = { "X-CSRF-Token": csrf };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const answer = await fetch(address, { method, headers, body: form || body === undefined ? body : JSON.stringify(body) });
  if (answer.status === 204) return null;
  const said = await answer.json().catch(() => ({ error: `the server answered ${answer.status}`, problems: [] }));
  if (!answer.ok) throw new Refused(said);
  return said;
}

/** What the server refused, with all of its problems. */
export class Refused extends Error {
  constructor(said) {
    super(said.error ?? "refused");
    this.problems = said.problems ?? (said.detail ?? []).map((one) => `${one.loc?.slice(1).join(".")}: ${one.msg}`);
  }
  /** The error and its problems in one text. */
  told() {
    return [this.message, ...this.problems].join("\n");
  }
}

/** Follow a run: `said(text)` for every line, `placed(ahead)` while it waits, `ended(state)` once. A cut connection is
 * taken up again by the browser. */
export function follow(run, said, ended, placed = () => {}) {
  const source = new EventSource(`/api/runs/${run}/events`);
  source.addEventListener("said", (event) => said(JSON.parse(event.data).said));
  source.addEventListener("placed", (event) => placed(JSON.parse(event.data).ahead));
  source.addEventListener("ended", (event) => {
    source.close();
    ended(JSON.parse(event.data).state);
  });
  return () => source.close();
}
