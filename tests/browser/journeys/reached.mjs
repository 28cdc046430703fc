// Everything that reached a phone, and what it holds: to be searched for what must not be there.
//
// A phone is listened to from its first page on. What it was sent before a moment is told apart by a mark, so that an
// answer of yesterday does not count for today.

import assert from "node:assert/strict";
import { phone, settled, sleep } from "../launch.mjs";
import { Person, signInOn } from "./steps.mjs";

/// All that a phone was sent: the body of every response, and every event of a stream.
class Heard {
  constructor() {
    Object.assign(this, { texts: [], unread: [], reading: new Set() });
  }

  note(from, text) {
    this.texts.push({ from, text });
  }

  take(response) {
    const path = new URL(response.url()).pathname;
    // A stream never ends: its events are heard one by one.
    if ((response.headers()["content-type"] ?? "").startsWith("text/event-stream")) return;
    const read = response.body().then(
      (body) => this.note(path, body.toString("utf8")),
      (error) => this.unread.push({ path, response, error }),
    );
    this.reading.add(read);
    read.finally(() => this.reading.delete(read));
  }

  /// Waits until whatever has begun to arrive is read; what was lost on its way reached nobody.
  async whole() {
    while (this.reading.size) await Promise.all(this.reading);
    const lost = this.unread.filter(({ path }) => path.startsWith("/api/"));
    const unheard = lost.filter(({ response }) => !response.request().failure());
    assert.deepEqual(unheard.map(({ path, error }) => `${path}: ${error}`), [], "answers that could not be searched");
  }

  /// A moment, to search from.
  async mark() {
    await this.whole();
    return this.texts.length;
  }
}

/// Signs in on a new phone that is listened to.
export async function signInHeard(browser, server, account, name) {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  const heard = new Heard();
  context.on("response", (response) => heard.take(response));
  const inside = await context.newCDPSession(page);
  await inside.send("Network.enable");
  inside.on("Network.eventSourceMessageReceived", (event) => heard.note("/api/live", event.data));
  const person = Object.assign(new Person(name, context, page, server.url), { heard });
  await person.open("/sign-in");
  await signInOn(person, account);
  return person;
}

// ---------------------------------------------------------------------- what a phone holds

/// Every store of every database, as text.
async function databases(page) {
  const dumped = await page.evaluate(async () => {
    const done = (request) => new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
      request.onblocked = () => bad(new Error("blocked"));
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const table = db.transaction(store).objectStore(store);
        const rows = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
        found.push({ from: `IndexedDB ${name}/${store}`, text: JSON.stringify(rows) });
      }
      db.close();
    }
    return found;
  });
  // A search of nothing finds nothing: the views of this person must be there.
  assert.ok(dumped.some(({ from, text }) => from.endsWith("/replica") && text.includes("shift:")), "no replica was read");
  return dumped;
}

/// The offline copies, and what a page may keep in a line.
async function caches(page) {
  const kept = await page.evaluate(async () => {
    const found = [];
    for (const name of await window.caches.keys()) {
      const cache = await window.caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request)).text();
        found.push({ from: `CacheStorage ${request.url}`, text });
      }
    }
    found.push({ from: "localStorage", text: JSON.stringify({ ...localStorage }) });
    found.push({ from: "sessionStorage", text: JSON.stringify({ ...sessionStorage }) });
    found.push({ from: "history", text: JSON.stringify(history.state) ?? "" });
    found.push({ from: "cookies", text: document.cookie });
    return found;
  });
  assert.ok(kept.some(({ from }) => from.startsWith("CacheStorage")), "no offline copy was read");
  return kept;
}

/// What stands on the page: the document, and what fields hold.
async function shown(page) {
  const fields = () => Array.from(document.querySelectorAll("input, textarea, select"), (field) => field.value).join("\n");
  return [
    { from: `page ${new URL(page.url()).pathname}`, text: await page.content() },
    { from: "fields", text: await page.evaluate(fields) },
    { from: "address bar", text: page.url() },
  ];
}

/// All that the server would tell this phone's session, asked for from the beginning.
async function told(person) {
  const texts = [];
  const headers = { origin: person.url };
  let asked = {};
  for (let more = true; more;) {
    const answer = await person.context.request.post(`${person.url}/api/changes`, { data: asked, headers });
    const text = await answer.text();
    assert.ok(answer.ok(), text);
    texts.push({ from: "the server, asked anew", text });
    const changes = JSON.parse(text);
    asked = { epoch: changes.epoch, cursors: changes.cursors };
    more = changes.more === true;
  }
  const who = await person.context.request.get(`${person.url}/api/session`);
  texts.push({ from: "/api/session", text: await who.text() });
  return texts;
}

// ---------------------------------------------------------------------- searching

/// The pages on which a shift may show to whoever signs up for it.
const pagesOf = (shift) => ["/", "/help", `/help/${shift}`, `/check-in/${shift}`, `/roster/${shift}`, "/me", "/me/records"];

const name = (canary, { from }) => `${canary} in ${from}`;

/// Where each of these strings lies on a phone, in what it was sent since a mark, or in the server's log.
export async function places(person, server, { canaries, shift, since }) {
  const { page, heard } = person;
  const texts = [];
  for (const path of pagesOf(shift)) {
    await heard.whole();
    await person.open(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor({ timeout: 15_000 });
    await page.locator("[aria-busy=true], .skeleton").first().waitFor({ state: "detached", timeout: 15_000 });
    // What comes late comes after the heading.
    await sleep(300);
    texts.push(...await shown(page));
  }
  await settled(page);
  texts.push(...await databases(page), ...await caches(page), ...await told(person));
  await heard.whole();
  texts.push(...heard.texts.slice(since));
  texts.push({ from: "the server's log", text: server.output });
  assert.ok(server.output.includes("listening on"), "no log was read");
  const found = texts.flatMap((text) => canaries.filter((canary) => text.text.includes(canary)).map((canary) => name(canary, text)));
  return [...new Set(found)];
}
