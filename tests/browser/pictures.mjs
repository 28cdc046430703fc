// Takes pictures of every screen (`cargo xtask pictures [WORD …]`): on a phone and on a desk, light, dark and in elder
// mode, in every language, as a worker, a volunteer and a lead, into pictures/. A word narrows them down to names that
// contain it, such as `today-phone`, `zh-Hant` or `V33`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { desk, launchBrowser, phone, settled, startServer } from "./launch.mjs";
import { PATIENCE, Person } from "./journeys/steps.mjs";
import { ACCOUNTS, say, screensOf, show, signedIn } from "./people.mjs";
import { serveStatic } from "./static.mjs";
import { bringAbout, invited } from "./week.mjs";

const folder = fileURLToPath(new URL("../../pictures/", import.meta.url));
const words = process.argv.slice(2);
const DEVICES = { phone, desk };
const LOOKS = { light: { theme: "light" }, dark: { theme: "dark" }, elder: { theme: "light", elder: true } };

await mkdir(folder, { recursive: true });
const server = await startServer({ testClock: true });
// Passkeys are made for a name, and here whoever sees others' data needs one.
const strict = await startServer({ args: ["--second-factor", "required"] });
const site = await serveStatic();
const browser = await launchBrowser();
// Who has a passkey already, once that was asked for.
let keys;
try {
  const week = await bringAbout(server);
  const links = await invited(week);
  for (const kind of Object.keys(DEVICES)) {
    for (const language of ["en", "zh-Hans", "zh-Hant"]) {
      for (const look of Object.keys(LOOKS)) {
        await takeStranger(week, links, kind, language, look);
        await takeKeys(kind, language, look);
        for (const account of [...ACCOUNTS, "V52"]) await takePerson(week, kind, language, look, account);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await strict.stop();
  await site.stop();
}

/// Whether a picture with such an ending may be asked for: a word that can only stand there must.
function isAskedFor(ending) {
  const stands = (word) => !/^(phone|desk|en|zh-Han[st]|light|dark|elder|V\d+|nobody|keys)$/.test(word) || `${ending}-`.includes(`-${word}-`);
  return words.every(stands);
}

async function takePerson(week, kind, language, look, account) {
  const ending = `-${kind}-${language}-${look}-${account}`;
  if (!isAskedFor(ending)) return;
  const screens = screensOf({ name: account }, week).filter(({ name }) => words.every((word) => `${name}${ending}`.includes(word)));
  if (screens.length === 0) return;
  const person = await signedIn(browser, server, DEVICES[kind], account, { language, ...LOOKS[look] });
  for (const screen of screens) {
    await show(person, screen);
    // Live updates keep the network busy for ever.
    await person.page.waitForLoadState("networkidle", { timeout: 700 }).catch(() => {});
    await take(person.page, `${screen.name}${ending}`);
  }
  await person.offline();
  await show(person, { route: "/" });
  await take(person.page, `offline${ending}`);
  await person.close();
}

/// Before anybody is signed in, and on a device alone.
async function takeStranger(week, links, kind, language, look) {
  const ending = `-${kind}-${language}-${look}-nobody`;
  if (!isAskedFor(ending)) return;
  const { elder, theme } = LOOKS[look];
  const context = await DEVICES[kind](browser, { language, theme });
  if (elder) await context.addInitScript(() => localStorage.setItem("linli.elder", "on"));
  const page = await context.newPage();
  const person = new Person("nobody", context, page, site.url);
  await person.open("/sign-in");
  await take(page, `sign-in${ending}`);
  const guest = await context.newPage();
  const open = async (name, link) => {
    await guest.goto("about:blank");
    await guest.goto(named(server) + link);
    await guest.locator("form").waitFor(PATIENCE);
    await take(guest, `${name}${ending}`);
  };
  await open("join", week.joining);
  await open("join-role", links.role);
  await open("join-new-device", links.phone);
  await open("ask", links.ask);
  await guest.close();
  await page.getByRole("button", { name: say("account.try_the_demo", language), exact: true }).click(PATIENCE);
  await page.locator(".persona").first().waitFor({ timeout: 60_000 });
  await take(page, `device-whom${ending}`);
  await page.locator(".persona").first().click();
  await page.locator(".tab-bar").waitFor(PATIENCE);
  await settled(page);
  await show(person, { route: "/" });
  await take(page, `device-today${ending}`);
  await show(person, { route: "/me" });
  await take(page, `device-me${ending}`);
  await context.close();
}

/// The same server under a name, to which passkeys can be bound.
function named({ url }) {
  return url.replace("127.0.0.1", "localhost");
}

/// A page on the way into the strict server, after account and password.
async function halfWay(context, account, language) {
  const page = await context.newPage();
  const person = new Person(account, context, page, named(strict));
  await person.open("/sign-in");
  await page.locator("input[autocomplete=username]").fill(account);
  await page.locator("input[autocomplete=current-password]").fill("linli-demo");
  await person.button(say("account.sign_in", language)).click();
  return person;
}

/// The session of a worker who has a passkey.
async function withKeys() {
  const context = await phone(browser);
  const person = await halfWay(context, "V07", "en");
  const devtools = await context.newCDPSession(person.page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true,
  };
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  await person.button(say("keys.set_up_passkey", "en")).click(PATIENCE);
  await person.page.locator(".tab-bar").waitFor(PATIENCE);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/// What one signs in with: on the way in, and in what one has.
async function takeKeys(kind, language, look) {
  const ending = `-${kind}-${language}-${look}-keys`;
  if (!isAskedFor(ending)) return;
  keys ??= await withKeys();
  const { elder, theme } = LOOKS[look];
  const fresh = async () => {
    const context = await DEVICES[kind](browser, { language, theme });
    if (elder) await context.addInitScript(() => localStorage.setItem("linli.elder", "on"));
    return context;
  };
  const context = await fresh();
  const second = await halfWay(context, "V07", language);
  await second.button(say("keys.show_passkey", language)).waitFor(PATIENCE);
  await take(second.page, `sign-in-second${ending}`);
  const protect = await halfWay(context, "V09", language);
  await protect.button(say("keys.set_up_passkey", language)).waitFor(PATIENCE);
  await take(protect.page, `sign-in-protect${ending}`);
  await protect.button(say("keys.set_up_codes", language)).click();
  await protect.page.locator(".codes-panel").waitFor(PATIENCE);
  await take(protect.page, `sign-in-codes${ending}`);
  await context.close();
  const own = await fresh();
  await own.addCookies(keys);
  const person = new Person("V07", own, await own.newPage(), named(strict));
  await person.open("/me");
  await person.button(say("keys.change_password", language)).click(PATIENCE);
  await take(person.page, `me${ending}`);
  await own.close();
}

/// As high as the page, so that the bar lies below all of it.
async function take(page, file) {
  if (!words.every((word) => file.includes(word))) return;
  const { width, height } = page.viewportSize();
  // What is as high as the screen grows with it: a second time settles that.
  for (const _ of [1, 2]) {
    const all = await page.evaluate(() => {
      const dialog = document.querySelector("dialog[open]");
      return Math.max(document.documentElement.scrollHeight, dialog ? dialog.scrollHeight + 80 : 0);
    });
    await page.setViewportSize({ width, height: Math.max(height, all) });
  }
  await page.screenshot({ path: `${folder}${file}.png` });
  await page.setViewportSize({ width, height });
  console.log(`pictures/${file}.png`);
}
