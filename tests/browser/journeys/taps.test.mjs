// How much people must do with their hands: the taps and keys of what they do most, counted in the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, launchBrowser, settled, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, Person, dayAhead, moment, readCode, signIn } from "./steps.mjs";
import { inOrder, watchHands } from "./taps.mjs";
import { HOME, Wire, aNeed, aShift, fresh } from "./wire.mjs";

/// The icon on the phone's own screen: out of the page's sight, and a tap all the same.
const ICON = 1;
/// What one key takes somebody who types now and then, in seconds.
const KEY_SECONDS = 0.2;

/// Early enough that the demo community asks nobody for that hour.
const [START, END] = ["06:00", "08:00"];
const SITE = "擦亮楼道";
const VISIT = "陪钱奶奶说说话";
const MANY = "广场大扫除";
/// What is posted, and the keys of an input method that write it: each syllable's letters, and one to choose each word.
const POSTED = { title: "便民大集摊位", pinyin: "bianmin daji tanwei " };

let server;
let browser;
/// Whoever runs the desk and the lead, without a screen.
let desk;
let leader;
/// The ids of people by volunteer number.
let ids;
const days = {};
const shifts = { site: fresh(), visit: fresh(), many: fresh() };
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  Object.assign(days, { visit: dayAhead(2), site: dayAhead(3), many: dayAhead(4), posted: dayAhead(5) });
  desk = await Wire.as(server, "V07");
  leader = await Wire.as(server, "V47");
  ids = await desk.register();
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
  people.lead = await signIn(browser, server, "V47", "迟明亮");
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  await openShifts();
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// A shift on site, a home visit, and one with a long roster.
async function openShifts() {
  const at = (day) => ({ start: moment(day, START), end: moment(day, END), lead: ids.V47 });
  const need = fresh();
  const recipient = { name: "钱奶奶", phone: "13900001111", address: "银龄里3号楼2单元301" };
  await desk.send(
    { open_shift: { shift: shifts.site, about: aShift({ title: SITE, ...at(days.site) }) } },
    { open_shift: { shift: shifts.many, about: aShift({ title: MANY, ...at(days.many), slots: 24 }) } },
    { post_need: { case: need, about: aNeed({ title: VISIT, place: `${HOME}006`, recipient }) } },
    { handle_need: { case: need, step: "accept" } },
    { open_shift: { shift: shifts.visit, about: aShift({
      title: VISIT, ...at(days.visit), place: `${HOME}006`, attendance: "visit", min_staff: 2, parent: { case: need },
    }) } },
  );
}

/// The app is started from its icon: nothing of it was open, its session and its copy of everything are there.
async function startFromIcon(person) {
  for (const page of person.context.pages()) await page.close();
  const { start_url: start } = JSON.parse(await readFile(join(dist, "manifest.webmanifest"), "utf8"));
  const page = await person.context.newPage();
  const hands = await watchHands(page);
  const started = new Person(person.name, person.context, page, person.url);
  await started.open(start);
  await page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
  return { person: started, hands };
}

const card = (person, title) => person.page.getByRole("article", { name: title, exact: true }).first();

function tell(t, hands, more, most) {
  const n = hands.presses.length + more;
  t.diagnostic(`${n} taps of at most ${most}: ${more ? "icon → " : ""}${inOrder(hands)}`);
  assert.ok(n <= most, `${n} taps: ${inOrder(hands)}`);
}

test("the counter sees taps and keys, also after another page has opened, and nothing else", async () => {
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  const hands = await watchHands(page);
  await page.goto(`${server.url}/sign-in`);
  await settled(page);
  const account = page.getByRole("textbox").first();
  await account.tap();
  await page.keyboard.type("V3");
  await account.fill("V33");
  await page.goto(`${server.url}/sign-in?again`);
  await page.getByRole("textbox").first().click();
  await page.evaluate(() => document.querySelector("input").click());
  await page.keyboard.press("Tab");
  assert.equal(hands.presses.length, 2, inOrder(hands));
  assert.deepEqual(hands.keys, ["V", "3", "Tab"]);
  await context.close();
});

test("报名：从手机桌面点开到报上名，最多三下", async (t) => {
  const { person, hands } = await startFromIcon(people.volunteer);
  Object.assign(people, { volunteer: person });
  const bar = person.page.getByRole("navigation", { name: "主导航" });
  await bar.getByRole("link", { name: "去帮忙", exact: true }).tap();
  await card(person, SITE).getByRole("button", { name: "报名", exact: true }).tap(PATIENCE);
  await card(person, SITE).getByText("已确认", { exact: true }).waitFor(PATIENCE);
  assert.ok(hands.presses.length > 0, "nothing was counted");
  tell(t, hands, ICON, 3);
  assert.deepEqual(hands.keys, []);
});

test("上门签到：从“今天”起最多两下", async (t) => {
  const volunteer = await Wire.as(server, "V33");
  const other = await Wire.as(server, "V52");
  for (const wire of [volunteer, other]) {
    const sign_up = fresh();
    await wire.send({ sign_up: { shift: shifts.visit, sign_up, or_wait: false } });
    await desk.send({ approve: { shift: shifts.visit, sign_up } });
  }
  await moveClock(server, moment(days.visit, "05:58"));
  const { person, hands } = await startFromIcon(people.volunteer);
  Object.assign(people, { volunteer: person });
  await card(person, VISIT).getByRole("link", { name: "签到", exact: true }).tap(PATIENCE);
  await person.button("我到了").tap(PATIENCE);
  await person.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
  assert.ok(hands.presses.length > 0, "nothing was counted");
  tell(t, hands, 0, 2);
});

test("现场签到：从“今天”起最多两下，数字用键盘输入", async (t) => {
  await moveClock(server, moment(days.site, "05:58"));
  const { lead } = people;
  await lead.open(`/roster/${shifts.site}`);
  const { person, hands } = await startFromIcon(people.volunteer);
  Object.assign(people, { volunteer: person });
  await card(person, SITE).getByRole("link", { name: "签到", exact: true }).tap(PATIENCE);
  await person.page.getByRole("textbox", { name: "输入数字" }).tap(PATIENCE);
  await person.page.keyboard.type(await readCode(lead));
  await person.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
  assert.equal(hands.keys.length, 8, `${hands.keys}`);
  tell(t, hands, 0, 2);
  const line = lead.page.getByRole("article", { name: "唐文博", exact: true });
  await line.getByText("已签到", { exact: true }).waitFor(PATIENCE);
});

test("发布并招募：五个字段，打字不到一分钟", async (t) => {
  const { worker } = people;
  const { page } = worker;
  const hands = await watchHands(page);
  await worker.open("/");
  await worker.tab("工作台");
  await worker.button("发布并招募").click();
  const form = page.getByRole("form", { name: "发布并招募" });
  await page.waitForFunction(() => document.activeElement?.id === "post-title");
  // An input method, and the browser's own fields, which take digits in the order of its language, tell no keys: they
  // are counted from what is written.
  let untold = POSTED.pinyin.length;
  await page.keyboard.insertText(POSTED.title);
  await leave(page);
  for (const [label, value] of [["日期", days.posted], ["开始", "14:00"], ["结束", "16:00"]]) {
    await form.getByLabel(label, { exact: true }).fill(value);
    untold += value.match(/\d/g).length;
    await leave(page);
  }
  const grid = form.getByRole("combobox", { name: "网格" });
  while (await grid.inputValue() !== `${HOME}008`) await page.keyboard.press("ArrowDown");
  await leave(page);
  await page.keyboard.type("6");
  await page.keyboard.press("Enter");
  await worker.text(`已发布并开始招募：${POSTED.title}`).first().waitFor(PATIENCE);

  const keys = hands.keys.length + untold;
  const seconds = keys * KEY_SECONDS;
  t.diagnostic(`${keys} keys at ${KEY_SECONDS * 1000} ms: ${seconds.toFixed(1)} s of at most 60; ${hands.presses.length} taps: ${inOrder(hands)}`);
  assert.ok(untold > 16 && hands.keys.length > 6, `${untold} and ${hands.keys}`);
  assert.ok(seconds <= 60, `${seconds} s`);
  assert.deepEqual(hands.presses, ["工作台", "发布并招募"]);
  const [posted] = await desk.found("shift", ({ about }) => about.title["zh-Hans"] === POSTED.title && about.parent);
  assert.deepEqual([posted.about.slots, posted.about.place], [6, `${HOME}008`]);
  const at = (time) => moment(days.posted, time).getTime();
  assert.deepEqual([posted.about.span.start, posted.about.span.end].map(Date.parse), [at("14:00"), at("16:00")]);
});

/// Goes to the next field, through every part of this one.
async function leave(page) {
  const here = () => page.evaluate(() => document.activeElement.id);
  for (const was = await here(); await here() === was;) await page.keyboard.press("Tab");
}

/// Twenty-four are on the roster; all but the last two were ticked, and ticked out.
async function fillTheRoster() {
  const roster = Array.from({ length: 24 }, (_, n) => ({ number: `V${n + 15}`, sign_up: fresh() }));
  const shift = shifts.many;
  await desk.send(...roster.map(({ number, sign_up }) => (
    { sign_up_for: { shift, sign_up, person: ids[number], consent: "by_phone", or_wait: false } })));
  const mark = async (how, time) => {
    await moveClock(server, moment(days.many, time));
    const at = moment(days.many, time).toISOString();
    await leader.send(...roster.slice(0, 22).map(({ sign_up }) => ({ [how]: { shift, sign_up, at } })));
  };
  await mark("mark_present", START);
  await mark("mark_left", END);
  await moveClock(server, moment(days.many, "08:30"));
}

test("确认22人的时长，两个例外，最多八下", async (t) => {
  await fillTheRoster();
  const { person, hands } = await startFromIcon(people.lead);
  Object.assign(people, { lead: person });
  const { page } = person;
  await card(person, MANY).getByRole("link", { name: "名单", exact: true }).tap(PATIENCE);
  await page.getByRole("heading", { name: "先看这些" }).waitFor(PATIENCE);
  const absent = page.getByRole("button", { name: /^.+缺勤$/ });
  assert.deepEqual(await absent.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))), ["毕思远缺勤", "谭晓雯缺勤"]);
  for (const name of ["毕思远", "谭晓雯"]) {
    await person.button(`${name}缺勤`).tap(PATIENCE);
    await person.button(`${name}缺勤`).waitFor({ state: "detached", ...PATIENCE });
  }
  await person.button("全部确认（22）").tap(PATIENCE);
  await person.button("全部确认（22）").waitFor({ state: "detached", ...PATIENCE });
  assert.ok(hands.presses.length > 0, "nothing was counted");
  tell(t, hands, ICON, 8);
  assert.deepEqual(hands.keys, []);
  assert.equal(await person.text("已确认2小时").count(), 22);
  const records = await desk.found("record", ({ activity }) => activity["zh-Hans"] === MANY);
  assert.deepEqual(records.map((record) => record.minutes), Array(22).fill(120));
});
