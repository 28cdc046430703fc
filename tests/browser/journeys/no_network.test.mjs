// A whole day without network, on the lead's phone and on the volunteers': what was opened the evening before does, and
// what was done arrives once. And what was taken back within seven seconds never leaves the phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, sleep, startServer } from "../launch.mjs";
import { signInAtDesk } from "./clock.mjs";
import { Clocks, answeredOf, hearing, keeps, savedNotSent, sendsAll } from "./offline.mjs";
import {
  PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, readCode, signInAll, signUp, typeCode,
} from "./steps.mjs";

const SPAN = { start: "06:00", end: "08:00", lead: "周启禾" };
/// In the register, and without a phone.
const UNCLE = "王德胜";
/// Longer than a withdrawal can be taken back.
const SEVEN_SECONDS = 8_000;

let server;
let browser;
let clocks;
/// The day without network, the evening before it, and a day much later.
const days = {};
const shifts = {};
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  clocks = new Clocks(server);
  Object.assign(days, { before: dayAhead(2), whole: dayAhead(3), later: dayAhead(9) });
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  const accounts = { lead: ["V01", "周启禾"], first: ["V33", "唐文博"], second: ["V52", "林桂芳"],
    stays: ["V15", "姜子涵"], goes: ["V38", "谭晓雯"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  const need = await postNeed(people.worker);
  shifts.whole = await openShift(people.worker, { ...SPAN, day: days.whole, places: 3 });
  await signUpUncle(people.worker);
  await people.worker.open(need);
  shifts.later = await openShift(people.worker, { ...SPAN, day: days.later, places: 3 });
  for (const part of ["first", "second"]) await signUp(people[part], shifts.whole);
  for (const part of ["stays", "goes"]) await signUp(people[part], shifts.later);
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// So many seconds after a time of a day.
const at = (day, time, seconds = 0) => new Date(moment(day, time).getTime() + seconds * 1000);
const onRoster = (person, name) => person.page.getByRole("article", { name, exact: true }).first();
const onToday = (person) => person.page.getByRole("article", { name: TITLE, exact: true }).first();
const answer = (person, words) => person.page.getByRole("status").filter({ hasText: words }).first();

/// The worker, on the page of a shift's roster, signs up somebody without a phone.
async function signUpUncle(worker) {
  await worker.button("替人报名").click();
  const dialog = worker.page.getByRole("dialog", { name: "替人报名" });
  await dialog.getByRole("searchbox", { name: "姓名、电话或志愿者编号" }).fill("王德");
  await dialog.getByRole("button", { name: UNCLE }).click();
  await dialog.getByRole("radio", { name: "电话" }).check();
  await dialog.getByRole("button", { name: `替${UNCLE}报名` }).click();
  await onRoster(worker, UNCLE).waitFor(PATIENCE);
}

/// Opens the app again without network, at a time of that day.
async function opensAgain(person, time, seconds = 0) {
  await clocks.phone(person, at(days.whole, time, seconds));
  await person.reload();
}

test("整天没有网络：队长和志愿者", async (t) => {
  const { lead, first, second } = people;
  const [day, shift] = [days.whole, shifts.whole];
  const sent = { lead: answeredOf(lead), first: answeredOf(first), second: answeredOf(second) };

  await t.test("前一天晚上，三个人都打开看过“今天”，没有打开别的", async () => {
    await clocks.server(at(days.before, "20:00"));
    for (const person of [lead, first, second]) {
      await hearing(person, () => person.open("/"));
      await onToday(person).filter({ hasText: "明天" }).waitFor(PATIENCE);
      await clocks.offline(person);
    }
  });

  await t.test("第二天没有网络，队长的名单和签到码都在，也写明没有网络", async () => {
    await opensAgain(lead, "05:55", 5);
    await lead.text("没有网络，照常使用，有网就送出").waitFor(PATIENCE);
    await onToday(lead).getByRole("link", { name: "名单", exact: true }).click();
    await readCode(lead);
    await lead.page.getByRole("heading", { name: "名单（3）" }).waitFor(PATIENCE);
  });

  await t.test("一个人从“今天”点两下就签到，另一个人来晚了也能签到，都写明已保存", async () => {
    for (const [person, time] of [[first, "05:55"], [second, "06:12"]]) {
      await opensAgain(lead, time, 5);
      const digits = await readCode(lead);
      await opensAgain(person, time, 15);
      await person.text("没有网络，照常使用，有网就送出").waitFor(PATIENCE);
      await onToday(person).getByRole("link", { name: "签到", exact: true }).click();
      await typeCode(person, digits);
      await answer(person, "已保存，待核实").waitFor(PATIENCE);
      await person.text("现在没有网络，时间照样算，由队长核实。").waitFor(PATIENCE);
      await keeps(person, 1);
    }
  });

  await t.test("王叔叔没有手机，队长替他打勾，做完了也替他点", async () => {
    await opensAgain(lead, "06:15", 30);
    await lead.button(`${UNCLE}到了`).click();
    await onRoster(lead, UNCLE).getByText("06:15到（队长代签）", { exact: true }).waitFor(PATIENCE);
    await keeps(lead, 1);
    await opensAgain(lead, "07:30", 30);
    await lead.button(`${UNCLE}做完了`).click();
    await onRoster(lead, UNCLE).getByText("07:30走", { exact: true }).waitFor(PATIENCE);
    await keeps(lead, 2);
  });

  await t.test("两个人做完了，关掉再打开，存着的还在", async () => {
    for (const [person, time] of [[first, "07:40"], [second, "08:03"]]) {
      await opensAgain(person, time, 30);
      await keeps(person, 1);
      await person.button("做完了").click();
      await person.page.getByText(`${time}做完了`).waitFor(PATIENCE);
      await keeps(person, 2);
      await opensAgain(person, "12:00");
      await person.page.getByText(`${time}做完了`).waitFor(PATIENCE);
      await keeps(person, 2);
    }
    assert.deepEqual(sent, { lead: [], first: [], second: [] });
  });

  await t.test("晚上有网络了：每条只送一次，本人看到还要等队长核实，不再说没有网络", async () => {
    await clocks.server(at(day, "20:00"));
    for (const person of [lead, first, second]) {
      await clocks.phone(person, at(day, "20:00"));
      await sendsAll(person);
      await hearing(person, () => person.reload());
    }
    for (const person of [first, second]) {
      await answer(person, "已保存，待核实").waitFor(PATIENCE);
      assert.equal(await person.page.getByText("现在没有网络").count(), 0, person.name);
    }
    assert.deepEqual(sent, {
      lead: ["mark_present", "mark_left"], first: ["check_in", "check_out"], second: ["check_in", "check_out"],
    });
  });

  await t.test("名单上时间和凭据都对，队长全部确认", async () => {
    const lines = {
      唐文博: ["05:55到（动态签到码）", "07:40走", "待核实"],
      林桂芳: ["06:12到（动态签到码）", "08:03走", "待核实"],
      [UNCLE]: ["06:15到（队长代签）", "07:30走"],
    };
    for (const [name, said] of Object.entries(lines)) {
      for (const words of said) await onRoster(lead, name).getByText(words, { exact: true }).waitFor(PATIENCE);
    }
    assert.equal(await onRoster(lead, UNCLE).getByText("待核实", { exact: true }).count(), 0);
    await lead.button("全部确认（3）").click();
    const hours = { 唐文博: "已确认1小时40分", 林桂芳: "已确认1小时48分", [UNCLE]: "已确认1小时15分" };
    for (const [name, length] of Object.entries(hours)) {
      await onRoster(lead, name).getByText(length, { exact: true }).waitFor(PATIENCE);
      assert.equal(await onRoster(lead, name).getByText("待核实", { exact: true }).count(), 0, name);
    }
  });

  await t.test("两个人各有一条记录，分钟数对，也收到谢谢", async () => {
    for (const [person, given, length] of [[first, "文博", "1小时40分"], [second, "桂芳", "1小时48分"]]) {
      await person.open("/");
      await person.page.getByRole("article", { name: `${given}，谢谢您，${length}已确认。` }).waitFor(PATIENCE);
      await person.open("/me/records");
      const record = person.page.getByRole("article", { name: TITLE, exact: true });
      await record.getByText(length, { exact: true }).waitFor(PATIENCE);
      await record.getByText("动态签到码", { exact: true }).waitFor(PATIENCE);
      assert.equal(await record.count(), 1);
    }
    assert.deepEqual(sent.lead, ["mark_present", "mark_left", "confirm_hours"]);
    assert.deepEqual([...sent.first, ...sent.second], ["check_in", "check_out", "check_in", "check_out"]);
  });
});

test("没有网络时点“来不了”，七秒之内能撤销", async (t) => {
  const { worker, stays, goes } = people;
  const shift = shifts.later;
  const sent = { stays: answeredOf(stays), goes: answeredOf(goes) };
  const withdrawals = (of) => of.filter((what) => what === "withdraw").length;

  await t.test("马上撤销的，手机里什么都不留，有网络了也没有送出", async () => {
    await hearing(stays, () => stays.open(`/help/${shift}`));
    await stays.offline();
    await stays.button("来不了").click();
    await keeps(stays, 1);
    await stays.button("撤销").click();
    await savedNotSent(stays, 1).waitFor({ state: "detached", ...PATIENCE });
    await stays.button("来不了").waitFor(PATIENCE);
    await stays.reload();
    await stays.button("来不了").waitFor(PATIENCE);
    await sleep(SEVEN_SECONDS);
    assert.equal(await savedNotSent(stays, 1).count(), 0);
    await hearing(stays, () => sendsAll(stays));
    assert.deepEqual(sent.stays, []);
  });

  await t.test("没有撤销的，刚点完就关掉再打开，还存着，有网络才送，只送一次", async () => {
    await hearing(goes, () => goes.open(`/help/${shift}`));
    await goes.offline();
    await goes.button("来不了").click();
    await goes.button("撤销").waitFor(PATIENCE);
    await goes.reload();
    await keeps(goes, 1);
    await goes.button("报名").waitFor(PATIENCE);
    await sleep(SEVEN_SECONDS);
    await goes.reload();
    await keeps(goes, 1);
    assert.equal(withdrawals(sent.goes), 0);
    await sendsAll(goes);
    await hearing(goes, () => goes.reload());
    await goes.button("报名").waitFor(PATIENCE);
    assert.equal(withdrawals(sent.goes), 1);
  });

  await t.test("名单上一个人还在，另一个人不来了", async () => {
    await worker.open(`/roster/${shift}`);
    await worker.page.getByRole("heading", { name: "名单（1）" }).waitFor(PATIENCE);
    await onRoster(worker, "姜子涵").getByText("已确认", { exact: true }).waitFor(PATIENCE);
    await worker.text("不来的（1）").click();
    await onRoster(worker, "谭晓雯").getByText("已退出", { exact: true }).waitFor(PATIENCE);
  });
});
