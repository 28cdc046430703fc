// Everything that reached a phone, and what it holds: to be searched for what must not be there.
//
// A phone is listened to from its first page on. What it was sent before a moment is told apart by a mark, so that an
// answer of yesterday does not count for today.

import assert from "node:assert/strict";
import { createServer, request as ask } from "node:http";
import { StringDecoder } from "node:string_decoder";
import { freePort, phone, settled, sleep } from "../launch.mjs";
import { PATIENCE, Person, signInOn } from "./steps.mjs";

// ---------------------------------------------------------------------- what a phone is sent

/// Stands between one phone and the server, and keeps every word of every answer: a browser forgets the body of an
/// answer as soon as its page is left.
class Wire {
  constructor(server) {
    Object.assign(this, { server, texts: [], open: 0 });
    this.between = createServer((asked, answer) => this.pass(asked, answer));
  }

  async start() {
    this.port = await freePort();
    await new Promise((done) => this.between.listen(this.port, "127.0.0.1", done));
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  pass(asked, answer) {
    const { method, url: path, headers } = asked;
    // As plain text: what is packed cannot be searched.
    const plain = { ...headers, "accept-encoding": "identity" };
    const on = ask({ host: "127.0.0.1", port: this.server.port, method, path, headers: plain }, (from) => this.bring(path, from, answer));
    on.on("error", () => answer.destroy());
    answer.on("close", () => on.destroy());
    asked.pipe(on);
  }

  bring(path, from, answer) {
    assert.ok(!from.headers["content-encoding"], `${path} comes packed`);
    const stream = (from.headers["content-type"] ?? "").startsWith("text/event-stream");
    const [decoder, parts] = [new StringDecoder("utf8"), []];
    const note = (text) => this.texts.push({ from: path.split("?")[0], text });
    if (!stream) this.open += 1;
    from.on("data", (part) => (stream ? note : (text) => parts.push(text))(decoder.write(part)));
    from.on("close", () => {
      if (stream) return;
      note(parts.join("") + decoder.end());
      this.open -= 1;
    });
    note(JSON.stringify(from.headers));
    answer.writeHead(from.statusCode, from.headers);
    from.pipe(answer);
    from.on("error", () => answer.destroy());
  }

  /// Waits until whatever has begun to arrive is there.
  async whole() {
    for (let tries = 0; this.open > 0 && tries < 100; tries += 1) await sleep(50);
    assert.equal(this.open, 0, "an answer does not end");
  }

  /// A moment, to search from.
  async mark() {
    await this.whole();
    return this.texts.length;
  }

  stop() {
    this.between.closeAllConnections();
    return new Promise((done) => this.between.close(done));
  }
}

/// Signs in on a new phone that is listened to.
export async function signInHeard(browser, server, account, name) {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  const heard = await new Wire(server).start();
  const person = Object.assign(new Person(name, context, page, heard.url), { heard });
  context.on("close", () => heard.stop());
  await person.open("/sign-in");
  await signInOn(person, account);
  return person;
}

// ---------------------------------------------------------------------- what a phone holds

/// Every store of every database, as text.
async function databases(page, shift) {
  const dumped = await stores(page);
  // A search of nothing finds nothing: this person's view of the shift must be there.
  assert.ok(dumped.some(({ from, text }) => from.endsWith("/replica") && text.includes(`shift/${shift}`)), "no replica was read");
  return dumped;
}

async function stores(page) {
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
const pagesOf = (shift) => ["/", "/help", `/help/${shift}`, `/check-in/${shift}`, `/roster/${shift}`, "/me"];

/// Where each of these strings lies on a phone as it is now: in what it holds, and on the page that is open.
export async function held({ page }, { canaries, shift }) {
  return search([...await shown(page), ...await databases(page, shift), ...await caches(page)], canaries);
}

/// Where each of these strings lies on a phone on which perhaps nobody is signed in any more. The demo community is a file
/// of the app's own, the same on every phone.
export async function left({ page }, canaries) {
  const texts = [...await shown(page), ...await stores(page), ...await caches(page)];
  return search(texts.filter(({ from }) => !from.endsWith("/demo.json")), canaries);
}

/// Where each of these strings is kept on a phone, whatever its screen shows.
export async function kept({ page }, canaries) {
  return search([...await stores(page), ...await caches(page)], canaries);
}

function search(texts, canaries) {
  const found = texts.flatMap(({ from, text }) => canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${from}`));
  return [...new Set(found)];
}

/// Where each of these strings lies on a phone, in what it was sent since a mark, or in the server's log.
export async function places(person, server, { canaries, shift, since }) {
  const { page, heard } = person;
  const texts = [];
  for (const path of pagesOf(shift)) {
    await heard.whole();
    await person.open(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor(PATIENCE);
    await page.locator("[aria-busy=true], .skeleton").first().waitFor({ state: "detached", ...PATIENCE });
    // What comes late comes after the heading.
    await sleep(300);
    texts.push(...await shown(page));
  }
  await settled(page);
  texts.push(...await databases(page, shift), ...await caches(page), ...await told(person));
  await heard.whole();
  texts.push(...heard.texts.slice(since));
  texts.push({ from: "the server's log", text: server.output });
  assert.ok(server.output.includes("listening on"), "no log was read");
  return search(texts, canaries);
}
