// People who take part without a browser: what their phones would send, sent straight to the server. For the many of
// whom a journey needs no more than that they are there.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

const PASSWORD = "linli-demo";

/// Somebody signed in.
export class Asker {
  constructor(url, cookie, { person, name }) {
    Object.assign(this, { url, cookie, person, name });
  }

  async post(path, body) {
    const headers = { "content-type": "application/json", cookie: this.cookie };
    const answer = await fetch(this.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${this.name}: ${text}`);
    return JSON.parse(text);
  }

  /// Asks for something that must be granted.
  async ask(command) {
    const { person } = this;
    const envelope = { id: randomUUID(), person, schema: 1, device_time: new Date().toISOString(), command };
    const [outcome] = await this.post("/api/commands", [envelope]);
    assert.ok(outcome.applied, `${this.name}, ${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
  }

  /// The fullest view that this person has of a shift.
  async shift(id) {
    let asked = {};
    const views = [];
    for (let more = true; more;) {
      const changes = await this.post("/api/changes", asked);
      views.push(...changes.rows.filter((row) => row.key === `shift/${id}` && row.view).map((row) => row.view.shift ?? row.view));
      asked = { epoch: changes.epoch, cursors: changes.cursors };
      more = changes.more === true;
    }
    const full = views.find((view) => view.roster?.names ?? view.roster?.full);
    return full ?? views[0];
  }

  async signUp(shift) {
    const id = randomUUID();
    await this.ask({ sign_up: { shift, sign_up: id, or_wait: false } });
    return id;
  }
}

/// Signs in without a browser.
export async function askerOf(server, login) {
  const body = JSON.stringify({ login, password: PASSWORD });
  const answer = await fetch(`${server.url}/api/session`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const text = await answer.text();
  assert.ok(answer.ok, `${login}: ${text}`);
  const cookie = answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
  return new Asker(server.url, cookie, JSON.parse(text));
}

/// The place of a need or shift, as the demo community numbers its grids.
const GRID = "210204011009008";

/// A worker posts a need and accepts it; answers its id.
export async function needOf(worker, { title, recipient }) {
  const id = randomUUID();
  const about = { title: { "zh-Hans": title }, category: recipient ? "elder_care" : "event", place: GRID, ...(recipient && { recipient }) };
  await worker.ask({ post_need: { case: id, about } });
  await worker.ask({ handle_need: { case: id, step: "accept" } });
  return id;
}

/// A worker opens a shift; answers its id. With a need, it is a home visit.
export async function shiftOf(worker, { title, need, start, end, slots, lead }) {
  const id = randomUUID();
  const span = { start: start.toISOString(), end: end.toISOString() };
  const visit = need && { parent: { case: need }, attendance: "visit", kind: "visit" };
  const about = { title: { "zh-Hans": title }, place: GRID, span, slots, ...(lead && { lead }), ...visit };
  await worker.ask({ open_shift: { shift: id, about } });
  return id;
}
