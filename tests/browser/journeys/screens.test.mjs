// Every screen, as the people who have most of them see it: without network, on the narrowest
// phone, and for those who read with other means than eyes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { misplaced } from "../misplaced.mjs";
import { ACCOUNTS, screensOf, show, signedIn as signedInOn } from "../people.mjs";
import { bringAbout } from "../week.mjs";
import { PATIENCE } from "./steps.mjs";

const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const THEMES = ["light", "dark"];
const NARROW = { width: 320, height: 640 };

let server;
let browser;
let week;

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  week = await bringAbout(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const signedIn = (account, options) => signedInOn(browser, server, phone, account, options);

for (const account of ACCOUNTS) {
  test(`every screen of ${account} opens with its content from the cache alone`, async () => {
    const person = await signedIn(account);
    const screens = screensOf(person, week, { dialogs: false });
    const online = new Map();
    const heading = () => person.page.getByRole("heading", { level: 1 }).first().innerText();
    for (const screen of screens) {
      await show(person, screen);
      online.set(screen.name, await heading());
    }
    await person.offline();
    for (const screen of screens) {
      await show(person, screen);
      assert.equal(await heading(), online.get(screen.name), `${screen.name} is another page without network`);
      assert.equal(await person.page.locator(".list-state").count(), 0, `${screen.name} has no content`);
    }
    await person.close();
  });
}

describe("at 320 pixels nothing is clipped, nothing overlaps, and axe finds nothing, in the light and in the dark", () => {
  test("the measure finds what is planted", async () => {
    const person = await signedIn("V33", { viewport: NARROW });
    await show(person, { route: "/help" });
    const plant = async (change) => {
      await person.page.evaluate(change);
      const found = await person.page.evaluate(misplaced);
      await show(person, { route: "/help" });
      return found.join("\n");
    };
    const wide = await plant(() => { document.querySelector("main article h3").style.width = "400px"; });
    assert.match(wide, /sticks out/);
    const cut = await plant(() => {
      const heading = document.querySelector("main article h3");
      Object.assign(heading.style, { width: "20px", overflow: "hidden", whiteSpace: "nowrap" });
    });
    assert.match(cut, /is cut off/);
    const over = await plant(() => {
      const [one, other] = document.querySelectorAll("main article button");
      const gap = other.getBoundingClientRect().top - one.getBoundingClientRect().top;
      one.style.transform = `translateY(${gap}px)`;
    });
    assert.match(over, /lies over another/);
    await person.close();
  });

  for (const language of LANGUAGES) {
    for (const account of ACCOUNTS) {
      test(`${account}, ${language}`, async () => {
        const person = await signedIn(account, { language, viewport: NARROW });
        const found = [];
        for (const screen of screensOf(person, week)) {
          await show(person, screen);
          for (const what of await person.page.evaluate(misplaced)) found.push(`${screen.name} ${what}`);
          for (const what of await axe(person.page)) found.push(`${screen.name} ${what}`);
          await person.page.emulateMedia({ colorScheme: "dark" });
          for (const what of await axe(person.page)) found.push(`${screen.name}, dark: ${what}`);
          await person.page.emulateMedia({ colorScheme: "light" });
        }
        await person.close();
        assert.deepEqual(found, []);
      });
    }
  }

  test("in the dark a colour that is too pale is found", async () => {
    const person = await signedIn("V33", { viewport: NARROW });
    await show(person, { route: "/help" });
    await person.page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await axe(person.page), []);
    await person.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("@media (prefers-color-scheme: dark) { main article h3 { color: #444 !important; } }");
      document.adoptedStyleSheets = [sheet];
    });
    const found = await axe(person.page);
    assert.match(found.join("\n"), /color-contrast/);
    await person.page.emulateMedia({ colorScheme: "light" });
    assert.deepEqual(await axe(person.page), [], "in the light it is another colour");
    await person.close();
  });

  test("before anybody is signed in", async () => {
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        const context = await phone(browser, { language, theme });
        const page = await context.newPage();
        await page.goto(`${server.url}/sign-in`);
        await settled(page);
        await page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
        assert.deepEqual(await axe(page), [], `${language}, ${theme}`);
        await page.goto(server.url + week.joining);
        await page.locator("form").waitFor(PATIENCE);
        assert.deepEqual(await axe(page), [], `the invitation, ${language}, ${theme}`);
        await page.setViewportSize(NARROW);
        assert.deepEqual(await page.evaluate(misplaced), [], `the invitation, ${language}, ${theme}`);
        await context.close();
      }
    }
  });
});
