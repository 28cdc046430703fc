// Takes pictures of every screen (`cargo xtask pictures [WORD …]`): on a phone and on a desk, light, dark and in elder
// mode, in every language, as a worker, a volunteer and a lead, into pictures/. A word narrows them down to names that
// contain it, such as `today-phone`, `zh-Hant` or `V33`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { desk, launchBrowser, phone, settled, startServer } from "./launch.mjs";
import { PATIENCE, Person } from "./journeys/steps.mjs";
import { ACCOUNTS, say, screensOf, show, signedIn } from "./people.mjs";
import { serveStatic } from "./static.mjs";
import { bringAbout } from "./week.mjs";

const folder = fileURLToPath(new URL("../../pictures/", import.meta.url));
const words = process.argv.slice(2);
const DEVICES = { phone, desk };
const LOOKS = { light: { theme: "light" }, dark: { theme: "dark" }, elder: { theme: "light", elder: true } };

await mkdir(folder, { recursive: true });
const server = await startServer({ testClock: true });
const site = await serveStatic();
const browser = await launchBrowser();
try {
  const week = await bringAbout(server);
  for (const kind of Object.keys(DEVICES)) {
    for (const language of ["en", "zh-Hans", "zh-Hant"]) {
      for (const look of Object.keys(LOOKS)) {
        await takeStranger(week, kind, language, look);
        for (const account of [...ACCOUNTS, "V52"]) await takePerson(week, kind, language, look, account);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await site.stop();
}

/// Whether a picture with such an ending may be asked for: a word that can only stand there must.
function isAskedFor(ending) {
  const stands = (word) => !/^(phone|desk|en|zh-Han[st]|light|dark|elder|V\d+|nobody)$/.test(word) || `${ending}-`.includes(`-${word}-`);
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
async function takeStranger(week, kind, language, look) {
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
  await guest.goto(server.url + week.joining);
  await guest.locator("form").waitFor(PATIENCE);
  await take(guest, `join${ending}`);
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
