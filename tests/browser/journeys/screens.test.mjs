// Every screen, as the people who have most of them see it: without network, on the narrowest
// phone, and for those who read with other means than eyes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { ACCOUNTS, routesOf, show, signedIn as signedInOn } from "../people.mjs";
import { PATIENCE } from "./steps.mjs";

const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const THEMES = ["light", "dark"];
const NARROW = { width: 320, height: 640 };

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const signedIn = (account, options) => signedInOn(browser, server, phone, account, options);

const nameOf = (route) => route.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "…");

for (const account of ACCOUNTS) {
  test(`every route of ${account} opens with its content from the cache alone`, async () => {
    const person = await signedIn(account);
    const routes = await routesOf(person);
    const online = new Map();
    const heading = () => person.page.getByRole("heading", { level: 1 }).first().innerText();
    for (const route of routes) {
      await show(person, route);
      online.set(route, await heading());
    }
    await person.offline();
    for (const route of routes) {
      await show(person, route);
      assert.equal(await heading(), online.get(route), `${nameOf(route)} is another page without network`);
      assert.equal(await person.page.locator(".list-state").count(), 0, `${nameOf(route)} has no content`);
    }
    await person.close();
  });
}

/// What is wider than the screen, cut off, or lies over another thing to press.
function misplaced() {
  const wide = document.documentElement.clientWidth;
  const found = [];
  const say = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30);
    return `<${element.tagName.toLowerCase()} class="${element.className?.baseVal ?? element.className}"> ${words}`;
  };
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isHiddenOnPurpose = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath !== "none" || style.clip !== "auto") return true;
      if (at !== element && ["auto", "scroll"].includes(style.overflowX)) return true;
      if (at.matches(".skip-link, svg svg, dialog:not([open])")) return true;
    }
    return false;
  };
  if (document.documentElement.scrollWidth > wide) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!isSeen(element) || element.closest("svg")?.parentElement?.closest("svg") || isHiddenOnPurpose(element)) continue;
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.left < -1 || box.right > wide + 1) {
      found.push(`sticks out (${Math.round(box.left)} to ${Math.round(box.right)}): ${say(element)}`);
    }
    const style = getComputedStyle(element);
    const cuts = ["hidden", "clip"].includes(style.overflowX);
    const isControl = element.matches("input, select, textarea");
    if (cuts && !isControl && element.scrollWidth > element.clientWidth + 1) {
      found.push(`is cut off (${element.scrollWidth} in ${element.clientWidth}): ${say(element)}`);
    }
  }
  const isFixed = (element) => element.closest(".tab-bar, .toasts") !== null;
  const press = [...document.querySelectorAll("main :is(a, button, input, select, textarea)")]
    .filter((element) => isSeen(element) && !isFixed(element) && !isHiddenOnPurpose(element));
  for (const [n, one] of press.entries()) {
    const a = one.getBoundingClientRect();
    for (const other of press.slice(n + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found.push(`lies over another: ${say(one)} / ${say(other)}`);
    }
  }
  return found;
}

describe("at 320 pixels nothing is clipped and nothing overlaps", () => {
  test("the measure finds what is planted", async () => {
    const person = await signedIn("V33", { viewport: NARROW });
    await show(person, "/help");
    const plant = async (change) => {
      await person.page.evaluate(change);
      const found = await person.page.evaluate(misplaced);
      await show(person, "/help");
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
        for (const route of await routesOf(person)) {
          await show(person, route);
          for (const what of await person.page.evaluate(misplaced)) found.push(`${nameOf(route)} ${what}`);
        }
        await person.close();
        assert.deepEqual(found, []);
      });
    }
  }
});

describe("axe finds nothing", () => {
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      for (const account of ACCOUNTS) {
        test(`${account}, ${language}, ${theme}`, async () => {
          const person = await signedIn(account, { language, theme });
          const found = [];
          for (const route of await routesOf(person)) {
            await show(person, route);
            for (const what of await axe(person.page)) found.push(`${nameOf(route)} ${what}`);
          }
          await person.close();
          assert.deepEqual(found, []);
        });
      }
    }
  }

  test("before anybody is signed in", async () => {
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        const context = await phone(browser, { language, theme });
        const page = await context.newPage();
        await page.goto(`${server.url}/sign-in`);
        await settled(page);
        await page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
        assert.deepEqual(await axe(page), [], `${language}, ${theme}`);
        await context.close();
      }
    }
  });
});
