// What every browser test needs: a server of its own, a browser, a phone or a desk, and axe.
//
// `cargo xtask test browser` builds what is tested and names it in the environment:
//   LINLI_CHROMIUM      the browser          LINLI_DIST         the built app
//   LINLI_SERVER        the release server   LINLI_TEST_SERVER  the same with a clock to be moved
// LINLI_SLOWNESS=4 lets phones and desks run four times slower: what only a fast machine passes fails.
// Every test file starts its own server on a port and a data folder of its own, so that files do
// not depend on one another.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const dist = resolve(process.env.LINLI_DIST ?? join(root, "dist"));
export const servers = {
  release: process.env.LINLI_SERVER ?? join(root, "target/server/linli"),
  testClock: process.env.LINLI_TEST_SERVER ?? join(root, "target/xtask/linli-test-clock"),
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const BROWSER = {
  executablePath: process.env.LINLI_CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS,
};

// ---------------------------------------------------------------------- the server

/// Starts a server and waits until it is ready. `stop()` ends it and removes its data; `kill()`
/// ends it as a power cut would and keeps the data; `start()` brings it back on the same port.
export async function startServer({ testClock = false, demo = true, args = [] } = {}) {
  const data = await mkdtemp(join(tmpdir(), "linli-data-"));
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const server = {
    url: `http://${listen}`,
    port,
    data,
    output: "",
    start: () => start(server, testClock ? servers.testClock : servers.release, [
      "serve", "--listen", listen, "--data", data, "--app", dist,
      ...(demo ? ["--demo"] : []), ...args,
    ]),
    kill: () => end(server, "SIGKILL"),
    stop: async () => {
      await end(server, "SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function start(server, program, args) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let failure = null;
  child.on("error", (error) => { failure = error; });
  child.on("exit", (code) => { failure ??= new Error(`the server ended with ${code}:\n${server.output}`); });
  const note = (part) => { server.output += part; };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  server.child = child;
  for (let tries = 0; tries < 300; tries += 1) {
    if (failure) throw failure;
    const ready = await fetch(`${server.url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return;
    await sleep(100);
  }
  throw new Error(`the server does not become ready:\n${server.output}`);
}

async function end(server, signal) {
  const { child } = server;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
}

/// A port on loopback that is free now.
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

// ---------------------------------------------------------------------- browsers and devices

/// The browser that the tests share; `more` are flags of its own.
export function launchBrowser({ more = [], ...options } = {}) {
  return chromium.launch({ ...BROWSER, args: [...FLAGS, ...more], ...options });
}

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 800 } };

/// What both have in common. `theme` is "light" or "dark", `language` a tag such as "zh-Hans".
function device({ language = "en", theme = "light", ...rest }) {
  const locale = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" }[language] ?? language;
  return { locale, colorScheme: theme, timezoneId: "Asia/Shanghai", reducedMotion: "reduce", ...rest };
}

/// A phone of its own: its storage is shared with no other.
export async function phone(browser, options = {}) {
  return unhurried(await browser.newContext({ ...PHONE, ...device(options) }));
}

/// A wide screen with a mouse.
export async function desk(browser, options = {}) {
  return unhurried(await browser.newContext({ ...DESK, ...device(options) }));
}

/// A phone whose storage lies in `folder`, so that it outlives its browser. Closing the context
/// ends the browser.
export async function lastingPhone(folder, options = {}) {
  return unhurried(await chromium.launchPersistentContext(folder, { ...BROWSER, ...PHONE, ...device(options) }));
}

/// From one press to the next, in milliseconds. The app takes a press that follows at once on the same place for the
/// second half of the first (src/ui/second_press.rs): people look before they press again, and so do journeys.
const LOOK = 550;
const pressed = new WeakMap();

/// How many times slower pages run than this machine would let them; for finding haste in journeys.
export const SLOWNESS = Number(process.env.LINLI_SLOWNESS ?? 1);

async function slowDown(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
}

/// A device on which nobody presses faster than people do.
function unhurried(context) {
  const slow = (page) => {
    // A page that is closed already needs no slowing.
    if (SLOWNESS > 1) slowDown(page).catch(() => {});
    const locator = Object.getPrototypeOf(page.locator("html"));
    if (Object.hasOwn(locator, "unhurried")) return;
    locator.unhurried = true;
    for (const press of ["click", "tap", "check", "uncheck"]) {
      const atOnce = locator[press];
      locator[press] = async function look(options) {
        const page = this.page();
        const left = (pressed.get(page) ?? 0) + LOOK - Date.now();
        if (left > 0) await sleep(left);
        await atOnce.call(this, options);
        pressed.set(page, Date.now());
      };
    }
  };
  context.pages().forEach(slow);
  context.on("page", slow);
  return context;
}

/// Resolves when the app has started and, unless told otherwise, its offline copy is complete.
export async function settled(page, { offlineCopy = true } = {}) {
  await page.waitForFunction(() => !document.getElementById("first-paint"));
  if (offlineCopy) {
    await page.waitForFunction(() => Boolean(navigator.serviceWorker.controller));
  }
}

/// Collects what a page complains about: `complaints(page)` at once, the array at the end.
export function complaints(page) {
  const found = [];
  page.on("pageerror", (error) => found.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(message.text());
  });
  return found;
}

// ---------------------------------------------------------------------- accessibility

let axeSource;

/// What axe finds on the page as it is now, one line for each place; empty when all is well.
export async function axe(page, options = {}) {
  axeSource ??= await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Straight into the page's world: a content security policy does not stop the debugger.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (extra) => {
    const rules = { "target-size": { enabled: true } };
    // No rule that is on reads what a preload fetches, and what passes is not reported.
    const only = { preload: false, resultTypes: ["violations"] };
    const result = await window.axe.run(document, { rules, ...only, ...extra });
    return result.violations;
  }, options);
  return violations.flatMap((violation) => violation.nodes.map((node) =>
    `${violation.id}: ${violation.help} at ${node.target.join(" ")} (${node.failureSummary?.replace(/\s+/g, " ")})`));
}

export function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
