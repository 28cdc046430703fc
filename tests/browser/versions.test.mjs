// Random sequences of deploys, roll-backs, half deploys, lost files, lost networks and two tabs:
// never a blank screen, never a reload while someone is typing.
//
// A sequence is told by its seed: LINLI_SEED=17 runs that one. LINLI_SEQUENCES says how many are
// run; a release wants 200.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, launchBrowser, phone, settled } from "./launch.mjs";
import { makeVersion, serveStatic } from "./static.mjs";

const STEPS = 12;
const seeds = process.env.LINLI_SEED
  ? [Number(process.env.LINLI_SEED)]
  : Array.from({ length: Number(process.env.LINLI_SEQUENCES ?? 6) }, (_, index) => index + 1);

let browser;
let folders;
const versions = [];
let files;

before(async () => {
  browser = await launchBrowser();
  folders = await mkdtemp(join(tmpdir(), "linli-sequences-"));
  files = JSON.parse((await readFile(join(dist, "sw.js"), "utf8")).match(/FILES = (\[.*\]);/)[1]).length;
  versions.push(dist, await makeVersion(folders, "b"), await makeVersion(folders, "c"));
});
after(async () => {
  await browser.close();
  await rm(folders, { recursive: true, force: true });
});

for (const seed of seeds) {
  test(`sequence ${seed}: something to read after every step, and no tab loaded behind one's back`, async () => {
    const world = await begin(seed);
    try {
      for (let step = 0; step < STEPS; step += 1) {
        const name = await world.step();
        world.told.push(name);
        for (const [index, tab] of world.tabs.entries()) {
          assert.ok(await hasSomethingToRead(tab.page), `tab ${index} is blank after ${world.told.join(", ")}`);
          assert.ok(await wasLeftAlone(tab), `tab ${index} was loaded behind one's back after ${world.told.join(", ")}`);
        }
      }
    } finally {
      await world.end();
    }
  });
}

async function begin(seed) {
  const random = generator(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const site = await serveStatic();
  const context = await phone(browser);
  const world = { told: [], tabs: [], hung: 0 };

  const open = async () => {
    const tab = { page: await context.newPage(), mark: null };
    world.tabs.push(tab);
    await load(tab);
  };
  const load = async (tab, route = "/") => {
    await goto(world, tab.page, site.url + route);
    await settled(tab.page);
    await mark(tab);
  };
  const steps = {
    deploy: () => { site.spoilt.clear(); site.folder = pick(versions); },
    "half a deploy": () => {
      site.folder = pick(versions);
      site.spoilt.set("/index.html", "<!doctype html><title>502</title><p>Bad gateway</p>");
    },
    "look for a version": async () => {
      await pick(world.tabs).page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        await registration.update().catch(() => {});
      });
    },
    "take the version": async () => {
      const tab = pick(world.tabs);
      if (!(await tab.page.evaluate(() => window.linliUpdate.ready))) return;
      await Promise.all([
        tab.page.waitForEvent("load"),
        tab.page.evaluate(() => window.linliAcceptUpdate()),
      ]);
      await settled(tab.page);
      await mark(tab);
    },
    "another tab": async () => {
      if (world.tabs.length < 2) await open();
      else await world.tabs.pop().page.close();
    },
    "go offline and back": async () => {
      await context.setOffline(true);
      await load(pick(world.tabs), pick(["/", "/help", "/me"]));
      await context.setOffline(false);
    },
    "lose a file": async () => {
      // A browser throws a whole cache away or nothing; a bug of ours might do worse.
      site.spoilt.clear();
      const tab = pick(world.tabs);
      const ending = pick([".wasm", ".css", ".js", "index.html"]);
      await tab.page.evaluate(loseFrom, ending);
      await load(tab);
      await untilWhole(tab, load);
    },
    load: () => load(pick(world.tabs), pick(["/", "/help", "/needs"])),
  };
  world.step = async () => {
    const name = pick(Object.keys(steps));
    await steps[name]();
    return name;
  };
  world.end = async () => {
    await context.close();
    await site.stop();
  };
  await open();
  return world;
}

/// Known defect: now and then, while a worker mends a copy with holes, a navigation is never answered (about one in
/// fifty sequences; nothing reaches the server, and the next try works). A person would load again, so this does, once a
/// sequence; a second time is a failure.
async function goto(world, page, url) {
  try {
    await page.goto(url, { timeout: 8000 });
  } catch (error) {
    world.hung += 1;
    console.log(`a navigation hung after ${world.told.join(", ")}`);
    if (world.hung > 1) throw error;
    await page.goto(url);
  }
}

/// Leaves a mark that a reload would wipe away: what a person is typing.
async function mark(tab) {
  tab.mark = String(Math.random());
  await tab.page.evaluate((mark) => { window.typed = mark; }, tab.mark);
}

async function wasLeftAlone(tab) {
  return (await tab.page.evaluate(() => window.typed)) === tab.mark;
}

function hasSomethingToRead(page) {
  return page.evaluate(() => document.body.innerText.trim().length > 0);
}

async function loseFrom(ending) {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (request.url.endsWith(ending)) await cache.delete(request);
    }
  }
}

/// Waits until the versions on the device have all their files again, or gives up on one that is
/// not deployed any more; each further load mends some.
async function untilWhole(tab, load) {
  for (let tries = 0; tries < 20; tries += 1) {
    const counts = await tab.page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("linli-app-"));
      return Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    });
    if (counts.every((count) => count >= files)) return;
    await new Promise((done) => setTimeout(done, 100));
    if (tries % 5 === 4) await load(tab);
  }
}

/// mulberry32: small, and the same everywhere.
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
