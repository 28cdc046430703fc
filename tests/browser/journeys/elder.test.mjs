// Elder mode 长辈版, as somebody of seventy-eight meets it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { misplaced } from "../misplaced.mjs";
import { axe, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { screensOf, show, signedIn } from "../people.mjs";
import { bringAbout } from "../week.mjs";
import { PATIENCE } from "./steps.mjs";

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

const isElder = (page) => page.evaluate(() => document.documentElement.dataset.elder === "on");

test("字太小的人一按就换成长辈版，关掉再开还是大字", async () => {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  await page.goto(server.url);
  await settled(page);
  await page.getByRole("button", { name: "换长辈版" }).click(PATIENCE);
  await page.getByRole("button", { name: "换回标准版" }).waitFor(PATIENCE);
  assert.ok(await isElder(page));
  await page.reload();
  await page.getByRole("button", { name: "换回标准版" }).click(PATIENCE);
  assert.ok(!(await isElder(page)));
  // Whoever has chosen is not asked again.
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
  assert.equal(await page.getByText("字太小，看不清？").count(), 0);
  await context.close();
});

test("读给我听：今天的班次念出来，再按一下就停", async () => {
  const person = await signedIn(browser, server, phone, "V33", { language: "zh-Hans", elder: true });
  await person.page.addInitScript(() => {
    window.said = [];
    const voice = { speak: (what) => window.said.push([what.lang, what.text]), cancel: () => window.said.push("stop") };
    Object.defineProperty(window, "speechSynthesis", { get: () => voice });
  });
  await person.open("/");
  const title = await person.page.locator(".ticket h3").first().innerText(PATIENCE);
  const button = person.page.getByRole("button", { name: "读给我听" });
  await button.click(PATIENCE);
  const said = await person.page.evaluate(() => window.said.find((what) => Array.isArray(what)));
  assert.equal(said[0], "zh-Hans");
  assert.ok(said[1].includes(title), said[1]);
  assert.ok(!said[1].includes("读给我听"), "buttons are not read");
  await person.page.getByRole("button", { name: "不读了" }).click(PATIENCE);
  assert.equal(await person.page.evaluate(() => window.said.at(-1)), "stop");
  await person.close();
});

/// Buttons, tabs and chips that are lower or narrower than a thumb of eighty needs, and text
/// that is too small, or too large to read on in: times, sums and door words may be.
function hard() {
  const found = [];
  for (const element of document.querySelectorAll(".button, .tab, .chip, .segments label")) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.height < 59.5 || box.width < 44)) {
      found.push(`${Math.round(box.width)}×${Math.round(box.height)} ${element.textContent.trim()}`);
    }
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { parentElement: element, textContent } = words.currentNode;
    const isRead = textContent.trim() && element.checkVisibility() && !element.closest(".only-heard, .skip-link, .sheet, h1, h2");
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (isRead && (size < 18 || (size > 30 && element.closest("p:not([class])")))) found.push(`${size} px: ${textContent.trim()}`);
  }
  return found;
}

/// What somebody who helps out meets, and what somebody of seventy-eight does.
for (const [language, account] of [["en", "V33"], ["zh-Hans", "V33"], ["zh-Hans", "V52"], ["zh-Hant", "V33"]]) {
  test(`in large text every screen is whole, at 320 pixels, with targets of 60: ${account}, ${language}`, async () => {
    const viewport = { width: 320, height: 640 };
    const person = await signedIn(browser, server, phone, account, { language, elder: true, viewport });
    const found = [];
    for (const screen of screensOf(person, week)) {
      await show(person, screen);
      for (const what of await axe(person.page)) found.push(`${screen.name} ${what}`);
      for (const what of await person.page.evaluate(misplaced)) found.push(`${screen.name} ${what}`);
      for (const what of await person.page.evaluate(hard)) found.push(`${screen.name} hard to read or to press: ${what}`);
    }
    await person.close();
    assert.deepEqual(found, []);
  });
}

test("上门服务在长辈版里：地址、暗号和电话都在“今天”上，一按就打", async () => {
  const person = await signedIn(browser, server, phone, "V33", { language: "zh-Hans", elder: true });
  await show(person, { route: "/" });
  const visit = person.page.getByRole("article", { name: "陪李奶奶说说话", exact: true }).last();
  await visit.getByText("银龄里3号楼2单元301").waitFor(PATIENCE);
  assert.match(await visit.locator(".door-word").innerText(), /^\d{4}$/);
  assert.equal(await visit.getByRole("link", { name: "打给李奶奶" }).getAttribute("href"), "tel:13900001234");
  await visit.getByRole("link", { name: "打给队长" }).waitFor(PATIENCE);
  await person.close();
});
