// Few places to go: what stands in the bar, and when Today offers to check in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, signIn } from "./steps.mjs";
import { Wire, aShift, fresh } from "./wire.mjs";

const TITLE = "擦亮楼道";
/// Early enough that the demo community asks nobody for that hour.
const [START, END] = ["06:00", "07:00"];
const VOLUNTEER = [["今天", "/"], ["去帮忙", "/help"], ["我的", "/me"]];
const WORKER = [["今天", "/"], ["去帮忙", "/help"], ["需求", "/needs"], ["工作台", "/desk"], ["我的", "/me"]];

let server;
let browser;
let day;
const shift = fresh();
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
  const desk = await Wire.as(server, "V07");
  const ids = await desk.register();
  const about = aShift({ title: TITLE, start: moment(day, START), end: moment(day, END), lead: ids.V01 });
  await desk.send({ open_shift: { shift, about } });
  const volunteer = await Wire.as(server, "V33");
  await volunteer.send({ sign_up: { shift, sign_up: fresh(), or_wait: false } });
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
  people.lead = await signIn(browser, server, "V01", "周启禾");
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const bar = (person) => person.page.getByRole("navigation", { name: "主导航" });

/// The bar's links, in order, with where they lead.
const placesOf = (person) => bar(person).getByRole("link").evaluateAll(
  (links) => links.map((link) => [link.textContent.trim(), link.getAttribute("href")]));

test("志愿者只有三个去处，工作人员五个", async (t) => {
  for (const [part, who, places] of [
    ["volunteer", "志愿者", VOLUNTEER], ["lead", "队长也是志愿者", VOLUNTEER], ["worker", "工作人员", WORKER],
  ]) {
    const person = people[part];
    await t.test(`${who}：${places.map(([name]) => name).join("、")}，每一处都打得开`, async () => {
      await person.open("/");
      await bar(person).waitFor(PATIENCE);
      assert.deepEqual(await placesOf(person), places);
      for (const [name, path] of places) {
        await person.tab(name);
        const current = bar(person).locator("[aria-current=page]");
        await current.and(bar(person).getByRole("link", { name, exact: true })).waitFor(PATIENCE);
        assert.equal(await current.count(), 1);
        assert.equal(new URL(person.page.url()).pathname, path);
        assert.deepEqual(await placesOf(person), places, `on ${path}`);
      }
    });
  }

  await t.test("志愿者打开工作台的地址，那里没有给他的东西", async () => {
    const { volunteer } = people;
    await volunteer.open("/desk");
    await volunteer.page.getByRole("heading", { level: 1, name: "工作台" }).waitFor(PATIENCE);
    assert.equal(await volunteer.button("发布并招募").count(), 0);
    assert.deepEqual(await placesOf(volunteer), VOLUNTEER);
  });
});

test("签到不是去处，是“今天”的大按钮，开始前三十分钟才有", async (t) => {
  const { volunteer } = people;
  const { page } = volunteer;
  const ticket = page.getByRole("article", { name: TITLE, exact: true }).first();
  const checkIn = page.getByRole("link", { name: "签到", exact: true });
  const at = async (time) => {
    await moveClock(server, moment(day, time));
    await volunteer.open("/");
    await ticket.waitFor(PATIENCE);
  };

  await t.test("前三十一分钟：还只能说“我会来”，写着几点开始签到", async () => {
    await at("05:29");
    await ticket.getByRole("button", { name: "我会来", exact: true }).click();
    await ticket.getByText("05:30开始签到", { exact: true }).waitFor(PATIENCE);
    assert.equal(await checkIn.count(), 0);
    assert.deepEqual(await placesOf(volunteer), VOLUNTEER);
  });

  await t.test("前三十分钟：按钮在票上，是最大的那个，导航还是三处", async () => {
    await at("05:30");
    await ticket.getByRole("link", { name: "签到", exact: true }).waitFor(PATIENCE);
    assert.equal(await checkIn.count(), 1);
    assert.equal(await ticket.getByText(/开始签到$/).count(), 0);
    const wide = async (control) => (await control.boundingBox()).width;
    const others = ticket.getByRole("button").or(ticket.getByRole("link", { name: /^打给/ }));
    assert.ok(await others.count() >= 2);
    for (const other of await others.all()) assert.ok(await wide(checkIn) > await wide(other));
    assert.deepEqual(await placesOf(volunteer), VOLUNTEER);
    await checkIn.click();
    await page.getByRole("heading", { level: 1, name: "签到" }).waitFor(PATIENCE);
    assert.equal(new URL(page.url()).pathname, `/check-in/${shift}`);
    assert.deepEqual(await placesOf(volunteer), VOLUNTEER);
  });
});
