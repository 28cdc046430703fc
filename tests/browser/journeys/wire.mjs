// Commands without a screen, for what a journey only needs to be there. The server checks them as it checks a phone's.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sleep } from "../launch.mjs";

/// The community of the demo.
export const HOME = "210204011009";
/// The schema in which commands are written.
const SCHEMA = 1;

/// An id for what a command creates.
export const fresh = () => randomUUID();

/// Somebody's session.
export class Wire {
  constructor(server, cookie, person) {
    Object.assign(this, { server, cookie, person });
  }

  static async as(server, login, password = "linli-demo") {
    const answer = await post(server, "/api/session", { login, password });
    const [cookie] = answer.headers.getSetCookie().map((set) => set.split(";")[0]);
    return new Wire(server, cookie, (await answer.json()).person);
  }

  /// What became of commands, in order.
  async outcomes(...commands) {
    const envelopes = commands.map((command) => ({
      id: fresh(), person: this.person, schema: SCHEMA, device_time: new Date().toISOString(), command,
    }));
    const answer = await post(this.server, "/api/commands", envelopes, this.cookie);
    return answer.json();
  }

  /// Asks for commands, all of which must be applied.
  async send(...commands) {
    for (const [n, outcome] of (await this.outcomes(...commands)).entries()) {
      assert.ok(outcome.applied, `${JSON.stringify(commands[n])} ${JSON.stringify(outcome)}`);
    }
  }

  /// Leaves whatever the demo has signed this person up for: what comes first on Today depends on the weekday otherwise.
  async promisesNothing() {
    const ids = new Set((await this.seen("shift")).map(({ id }) => id));
    // Where they are not signed up this is refused, which is as good.
    await this.outcomes(...[...ids].map((shift) => ({ withdraw: { shift } })));
  }

  /// What this person may see of every document of a kind.
  async seen(kind) {
    const found = [];
    for (let cursors = {}, epoch = null, more = true; more;) {
      const answer = await post(this.server, "/api/changes", { epoch, cursors }, this.cookie);
      const changes = await answer.json();
      for (const { view } of changes.rows) if (view?.[kind]) found.push(view[kind]);
      ({ cursors, epoch, more } = changes);
    }
    return found;
  }

  /// The documents of a kind that are so, as soon as there is one: what a screen has saved is still on its way.
  async found(kind, which) {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = (await this.seen(kind)).filter(which);
      if (found.length) return found;
      await sleep(100);
    }
    return assert.fail(`no ${kind} like that has come`);
  }

  /// The ids of the people in this desk's register, by volunteer number.
  async register() {
    const people = await this.seen("person");
    return Object.fromEntries(people.map(({ id, about }) => [about.volunteer_no, id]));
  }
}

async function post(server, path, body, cookie) {
  const answer = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok || await answer.text()}`);
  return answer;
}

/// A shift as it is opened: two places on site, in the demo's market grid.
export function aShift({ title, start, end, ...rest }) {
  return {
    title: { "zh-Hans": title }, place: `${HOME}008`, meeting_point: "商圈广场西侧红棚",
    span: { start: start.toISOString(), end: end.toISOString() }, slots: 2, min_staff: 1, ...rest,
  };
}

/// A need as it is posted.
export function aNeed({ title, ...rest }) {
  return { title: { "zh-Hans": title }, category: "other", place: `${HOME}008`, source: "desk", ...rest };
}
