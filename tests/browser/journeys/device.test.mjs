// The same fair on one phone and no server: one person plays every part, and there is no network
// after the first load. The browser's clock is mocked, so that the day of the fair can come.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, phone, settled } from "../launch.mjs";
import { serveStatic } from "../static.mjs";
import {
  PATIENCE, Person, TITLE, dayAhead, findShift, moment, openShift, postNeed, readCode, typeCode,
} from "./steps.mjs";

const NOW = new Date("2026-11-24T02:00:00Z");
const MINUTE_MS = 60_000;

let browser;
let site;
let me;

before(async () => {
  browser = await launchBrowser();
  site = await serveStatic();
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  await page.clock.install({ time: NOW });
  me = new Person("one person", context, page, site.url);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/// Plays somebody else.
async function play(name) {
  const { page } = me;
  await me.open("/sign-in");
  const persona = page.getByRole("button", { name: new RegExp(`^${name}`) });
  const more = me.button("更多人");
  await page.getByRole("heading", { name: "您想以谁的身份使用？" }).waitFor(PATIENCE);
  if (!(await persona.isVisible()) && await more.isVisible()) await more.click();
  await persona.click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor(PATIENCE);
  await page.getByRole("heading", { level: 1, name: new RegExp(name.slice(1)) }).waitFor(PATIENCE);
}

async function moveClockTo(to) {
  const now = await me.page.evaluate(() => Date.now());
  await me.page.clock.fastForward(to.getTime() - now);
  await me.reload();
}

test("one person plays a whole fair on one device, without network", async (t) => {
  const { page } = me;
  const day = dayAhead(3, NOW.getTime());
  let need;
  let shift;

  await t.test("the demo community moves in, and the network goes", async () => {
    await me.open("/sign-in");
    await me.button("用示范社区试一试").click();
    await page.getByRole("heading", { name: "您想以谁的身份使用？" }).waitFor({ timeout: 60_000 });
    await me.offline();
    await site.stop();
    const worker = page.getByRole("button", { name: /^林雨桐/ });
    if (!(await worker.isVisible())) await me.button("更多人").click();
    await worker.click();
    await page.getByRole("heading", { level: 1, name: /雨桐/ }).waitFor(PATIENCE);
  });

  await t.test("the worker posts the need, accepts it and opens a shift with two places", async () => {
    need = await postNeed(me);
    shift = await openShift(me, { day, start: "06:00", end: "08:00", lead: "周启禾" });
  });

  await t.test("two volunteers are confirmed, the third waits", async () => {
    for (const name of ["唐文博", "林桂芳"]) {
      await play(name);
      await findShift(me, shift);
      await me.button("报名").click();
      await me.text("报名成功").first().waitFor(PATIENCE);
    }
    await play("姜子涵");
    await findShift(me, shift);
    await me.button("排候补").click();
    await me.text("已满，您排在候补第1位").waitFor(PATIENCE);
  });

  await t.test("one withdraws; the waiting one is in, and is told", async () => {
    await play("林桂芳");
    await me.open(`/help/${shift}`);
    await me.button("来不了").click();
    await me.button("撤销").waitFor(PATIENCE);
    await page.clock.runFor(8000);
    await me.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    await me.text("已存待发1条，有网就送出").waitFor({ state: "detached", ...PATIENCE });
    await play("姜子涵");
    await page.getByRole("article", { name: "有空位了，您已确认。" }).waitFor(PATIENCE);
  });

  await t.test("the day comes: both check in with the code that the lead shows", async () => {
    await moveClockTo(moment(day, "05:58"));
    for (const name of ["唐文博", "姜子涵"]) {
      await play("周启禾");
      await me.open(`/roster/${shift}`);
      const digits = await readCode(me);
      await play(name);
      await me.open(`/check-in/${shift}`);
      await typeCode(me, digits);
      await page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
    }
  });

  await t.test("afterwards the lead confirms all hours, and both find the record", async () => {
    await moveClockTo(new Date(moment(day, "08:00").getTime() + 30 * MINUTE_MS));
    await play("周启禾");
    await me.open(`/roster/${shift}`);
    await me.button("全部确认（2）").click();
    await me.button("全部确认（2）").waitFor({ state: "detached", ...PATIENCE });
    for (const name of ["唐文博", "姜子涵"]) {
      await play(name);
      await me.open("/me/records");
      const record = page.getByRole("article", { name: TITLE });
      await record.getByText(/^2小时/).waitFor(PATIENCE);
    }
  });

  await t.test("the worker closes the need", async () => {
    await play("林雨桐");
    await me.open(need);
    await me.button("结案").click();
    await me.text("已结案").waitFor(PATIENCE);
  });

  await t.test("nothing went over the wire, and nothing complained", async () => {
    await settled(page);
    const left = me.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(text));
    assert.deepEqual(left, []);
  });
});
