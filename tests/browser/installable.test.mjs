// The app as something installed: offline on every route, new versions offered and never forced,
// no blank screen whatever happens to its files.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { complaints, dist, launchBrowser, phone, settled } from "./launch.mjs";
import { makeVersion, serveStatic } from "./static.mjs";

const ROUTES = [
  "/", "/help", "/help/some-shift", "/check-in/some-shift", "/roster/some-shift", "/needs", "/needs/new",
  "/needs/some-need", "/desk", "/desk/shift/new", "/desk/month", "/me", "/me/records", "/sign-in", "/a/route/nobody/wrote",
];

let browser;
let folders;
let site;
let context;
let page;

before(async () => {
  browser = await launchBrowser();
  folders = await mkdtemp(join(tmpdir(), "linli-versions-"));
});
after(async () => {
  await browser.close();
  await rm(folders, { recursive: true, force: true });
});
beforeEach(async () => {
  site = await serveStatic();
  context = await phone(browser);
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await site.stop();
});

const version = (name) => makeVersion(folders, name);
const shownVersion = () => page.evaluate(() => document.documentElement.dataset.version ?? "built");
const isStarted = () => page.evaluate(() => document.body.innerText.trim().length > 0
  && !document.getElementById("first-paint"));
const lookForUpdate = () => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
});
const untilOffered = () => page.waitForFunction(() => window.linliUpdate.ready);

/// Resolves when no worker is being installed any more.
const untilQuiet = () => page.waitForFunction(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  return !registration.installing;
});

async function visit() {
  await page.goto(site.url);
  await settled(page);
}

describe("offline", () => {
  for (const theme of ["light", "dark"]) {
    test(`every route opens offline after one visit (${theme})`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await visit();
      await context.setOffline(true);
      await site.stop();
      for (const route of ROUTES) {
        await page.goto(site.url + route);
        await settled(page);
        assert.ok(await isStarted(), `${route} is blank`);
      }
    });
  }

  test("the app starts without a complaint under a strict content security policy", async () => {
    const found = complaints(page);
    await visit();
    assert.deepEqual(found.filter((text) => /security policy|wasm|module/i.test(text)), []);
  });

  test("the worker leaves the API alone", async () => {
    await visit();
    site.asked.length = 0;
    for (const path of ["/api/changes", "/readyz", "/healthz"]) {
      await page.evaluate((path) => fetch(path).catch(() => {}), path);
    }
    assert.deepEqual(site.asked, ["/api/changes", "/readyz", "/healthz"]);
    await context.setOffline(true);
    const failed = await page.evaluate(() => fetch("/api/changes").then(() => false, () => true));
    assert.ok(failed, "an answer came although there is no network");
  });
});

describe("a new version", () => {
  test("waits, is offered, and is taken when the person says so", async () => {
    await visit();
    site.folder = await version("second");
    await lookForUpdate();
    await untilOffered();
    await page.reload();
    assert.equal(await shownVersion(), "built", "it was forced on the person");

    await untilOffered();
    await Promise.all([
      page.waitForEvent("load"),
      page.evaluate(() => window.linliAcceptUpdate()),
    ]);
    await settled(page);
    assert.equal(await shownVersion(), "second");
    await context.setOffline(true);
    await page.goto(`${site.url}/help`);
    await settled(page);
    assert.equal(await shownVersion(), "second");
    assert.ok(await isStarted());
  });

  test("does not reload another tab, in which someone may be typing", async () => {
    await visit();
    const other = await context.newPage();
    await other.goto(`${site.url}/help`);
    await settled(other);
    await other.evaluate(() => { window.isTyping = true; });
    site.folder = await version("while-typing");
    await lookForUpdate();
    await untilOffered();
    await Promise.all([
      page.waitForEvent("load"),
      page.evaluate(() => window.linliAcceptUpdate()),
    ]);
    await settled(page);
    await other.waitForFunction(() => window.linliUpdate.ready);
    assert.ok(await other.evaluate(() => window.isTyping), "the other tab was loaded again");
  });

  test("that is only half there is not installed", async () => {
    await visit();
    site.folder = await version("half");
    const script = (await readFile(join(dist, "index.html"), "utf8")).match(/\/start-[0-9a-f]+\.js/)[0];
    site.spoilt.set(script, "garbage");
    // The good copy of the script is here already, so spoil the page too.
    site.spoilt.set("/index.html", "<p>an error page of some proxy</p>");
    await lookForUpdate();
    await untilQuiet();
    assert.equal(await page.evaluate(() => window.linliUpdate.ready), false);
    await context.setOffline(true);
    await page.reload();
    await settled(page);
    assert.equal(await shownVersion(), "built");
    assert.ok(await isStarted());
  });

  test("can be rolled back", async () => {
    await visit();
    for (const [folder, name] of [[await version("bad"), "bad"], [dist, "built"]]) {
      site.folder = folder;
      await lookForUpdate();
      await untilOffered();
      await Promise.all([
        page.waitForEvent("load"),
        page.evaluate(() => window.linliAcceptUpdate()),
      ]);
      await settled(page);
      assert.equal(await shownVersion(), name);
    }
    await context.setOffline(true);
    await page.goto(`${site.url}/me`);
    await settled(page);
    assert.ok(await isStarted());
  });
});

describe("no blank screen", () => {
  const dropFromCache = (ending) => page.evaluate(async (ending) => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.endsWith(ending)) await cache.delete(request);
      }
    }
  }, ending);

  const keptOf = (ending) => page.evaluate(async (ending) => {
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("linli-app-")));
    return (await cache.keys()).filter((request) => request.url.endsWith(ending)).length;
  }, ending);
  for (const ending of [".wasm", ".css", "/boot.js", "/index.html"]) {
    test(`a copy that lost its ${ending} mends itself`, async () => {
      await visit();
      const kept = await keptOf(ending);
      assert.ok(kept > 0);
      await dropFromCache(ending);
      await page.reload();
      await settled(page);
      assert.ok(await isStarted());
      // All of them are back: of the wasm there are many parts.
      const deadline = Date.now() + 25_000;
      while ((await keptOf(ending)) < kept && Date.now() < deadline) await page.waitForTimeout(100);
      assert.equal(await keptOf(ending), kept);
      await context.setOffline(true);
      await page.reload();
      await settled(page);
      assert.ok(await isStarted());
    });
  }

  for (const [language, again] of [["en", "Try again"], ["zh-Hans", "重试"], ["zh-Hant", "重試"]]) {
    test(`an app that cannot start says so (${language})`, async () => {
      await context.close();
      context = await phone(browser, { language });
      page = await context.newPage();
      const wasm = (await readFile(join(dist, "index.html"), "utf8")).match(/\/[^"]+\.wasm/)[0];
      site.spoilt.set(wasm, "garbage");
      await page.goto(site.url);
      await page.getByRole("alert").waitFor();
      site.spoilt.clear();
      await page.getByRole("button", { name: again }).click();
      await settled(page);
      assert.ok(await isStarted());
    });
  }

  test("the eaves stand on the ground colour while the app is on its way", async () => {
    await page.route("**/*.wasm", () => {});
    await page.goto(site.url, { waitUntil: "commit" });
    await page.locator("#first-paint svg").waitFor();
  });
});

test("the manifest has what an installation needs", async () => {
  const manifest = JSON.parse(await readFile(join(dist, "manifest.webmanifest"), "utf8"));
  assert.equal(manifest.id, "/");
  assert.equal(manifest.display, "standalone");
  assert.ok(manifest.shortcuts.length >= 3);
  for (const purpose of ["any", "maskable"]) {
    for (const sizes of ["192x192", "512x512"]) {
      const icon = manifest.icons.find((icon) => icon.purpose === purpose && icon.sizes === sizes);
      const png = await readFile(join(dist, icon.src));
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
    }
  }
  for (const { src } of [...manifest.icons, ...(manifest.screenshots ?? [])]) {
    assert.ok((await stat(join(dist, src))).size > 0, src);
  }
});
