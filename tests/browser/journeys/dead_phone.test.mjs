// A lead's phone that dies costs nobody an hour: the deputy's shows the code and ticks, without network too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { signInAtDesk } from "./clock.mjs";
import { Clocks, answeredOf, hearing, keeps, sendsAll } from "./offline.mjs";
import {
  PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, readCode, signIn, signInAll, signUp, typeCode,
} from "./steps.mjs";

const LEAD = ["V01", "周启禾"];
const SPAN = { start: "06:00", end: "08:00", lead: LEAD[1] };

let server;
let browser;
let clocks;
/// The day on which the lead's phone dies, and the one on which the lead hands over before it does.
const days = {};
const shifts = {};
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  clocks = new Clocks(server);
  Object.assign(days, { dies: dayAhead(3), hands: dayAhead(4) });
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  const accounts = {
    lead: LEAD,
    deputy: ["V05", "郑海朗"],
    early: ["V33", "唐文博"],
    typing: ["V15", "姜子涵"],
    slow: ["V38", "谭晓雯"],
    old: ["V52", "林桂芳"],
    unmarked: ["V16", "王一鸣"],
  };
  Object.assign(people, await signInAll(browser, server, accounts));
  const need = await postNeed(people.worker);
  shifts.dies = await openShift(people.worker, { ...SPAN, day: days.dies, deputy: "郑海朗", places: 6 });
  await people.worker.open(need);
  shifts.hands = await openShift(people.worker, { ...SPAN, day: days.hands, places: 3 });
  for (const part of ["lead", "early", "typing", "slow", "old", "unmarked"]) await signUp(people[part], shifts.dies);
  for (const part of ["early", "slow", "old"]) await signUp(people[part], shifts.hands);
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// So many seconds after a time of a day.
const at = (day, time, seconds = 0) => new Date(moment(day, time).getTime() + seconds * 1000);
const onRoster = (person, name) => person.page.getByRole("article", { name, exact: true }).first();
/// The first line about somebody on a roster: name and how they stand, without buttons.
const standing = (person, name) => onRoster(person, name).getByRole("paragraph").first();
const onToday = (person) => person.page.getByRole("article", { name: TITLE, exact: true }).first();
const answer = (person, words) => person.page.getByRole("status").filter({ hasText: words }).first();
const record = (person) => person.page.getByRole("article", { name: TITLE, exact: true });

/// Goes from Today to the roster of the shift that one leads today.
async function openRoster(person) {
  const led = person.page.getByRole("article", { name: TITLE, exact: true }).filter({ hasText: "今天" });
  await led.getByRole("link", { name: "名单", exact: true }).click(PATIENCE);
  await person.page.getByRole("region", { name: "签到码", exact: true }).waitFor(PATIENCE);
}

test("队长的手机没电了", async (t) => {
  const { worker, lead, deputy, early, typing, slow, old, unmarked } = people;
  const [day, shift] = [days.dies, shifts.dies];
  const sent = { deputy: answeredOf(deputy), typing: answeredOf(typing), old: answeredOf(old) };
  /// Shown from 05:50:00 until 05:50:10.
  let digits;

  await t.test("六点差一刻，先到的人输入队长屏幕上的数字签到，其他人也打开过手机", async () => {
    await clocks.server(at(day, "05:45"));
    await lead.open(`/roster/${shift}`);
    await early.open(`/check-in/${shift}`);
    await typeCode(early, await readCode(lead));
    await answer(early, "已签到").waitFor(PATIENCE);
    await deputy.open("/");
    await onToday(deputy).filter({ hasText: "今天" }).waitFor(PATIENCE);
    for (const person of [typing, old]) {
      await person.open("/");
      await onToday(person).getByRole("link", { name: "签到", exact: true }).waitFor(PATIENCE);
    }
  });

  await t.test("队长的手机没电了；副队长的手机没有网络，照样出示签到码", async () => {
    await lead.close();
    for (const person of [deputy, typing, old]) await clocks.offline(person);
    await clocks.phone(deputy, at(day, "05:50", 5));
    await deputy.reload();
    await deputy.text("没有网络，照常使用，有网就送出").waitFor(PATIENCE);
    await openRoster(deputy);
    digits = await readCode(deputy);
  });

  await t.test("数字离开屏幕五十九秒，没有网络也能签到，写明已保存", async () => {
    await clocks.phone(typing, at(day, "05:51", 9));
    await typing.open(`/check-in/${shift}`);
    await typeCode(typing, digits);
    await answer(typing, "已保存，待核实").waitFor(PATIENCE);
    await keeps(typing, 1);
  });

  await t.test("超过一分钟的数字不行，有网络的人马上知道，看一眼屏幕上新的数字就签到了", async () => {
    await clocks.server(at(day, "05:51", 14));
    await hearing(slow, () => slow.open(`/check-in/${shift}`));
    await typeCode(slow, digits);
    await slow.text("没能签到，因为：").waitFor(PATIENCE);
    await slow.text("数字不对，还可以试4次。").waitFor(PATIENCE);
    await clocks.phone(deputy, at(day, "05:51", 15));
    await deputy.reload();
    const fresh = await readCode(deputy);
    assert.notEqual(fresh, digits);
    await typeCode(slow, fresh);
    await answer(slow, "已签到").waitFor(PATIENCE);
    assert.equal(await slow.text("没能签到，因为：").count(), 0);
  });

  await t.test("没有网络的人输得太晚，手机先替她存着", async () => {
    await clocks.phone(old, at(day, "05:51", 14));
    await old.open(`/check-in/${shift}`);
    await typeCode(old, digits);
    await answer(old, "已保存，待核实").waitFor(PATIENCE);
    await keeps(old, 1);
  });

  await t.test("副队长没有网络也能打勾：看见谁来了就勾谁，队长没有手机也算到了", async () => {
    await clocks.phone(deputy, at(day, "06:02", 30));
    await deputy.reload();
    // Of what 姜子涵 typed the deputy's phone knows nothing.
    for (const name of ["林桂芳", "姜子涵", LEAD[1]]) {
      await deputy.button(`${name}到了`).click();
      await onRoster(deputy, name).getByText("已签到", { exact: true }).waitFor(PATIENCE);
    }
    await keeps(deputy, 3);
  });

  await t.test("做完了，各人在自己的手机上点", async () => {
    for (const [person, time] of [[typing, "07:50"], [old, "07:55"]]) {
      await clocks.phone(person, at(day, time, 30));
      await person.reload();
      await person.button("做完了").click();
      await person.page.getByText(`${time}做完了`).waitFor(PATIENCE);
      await keeps(person, 2);
    }
    await clocks.server(at(day, "07:55"));
    await early.reload();
    await early.button("做完了").click();
    await early.page.getByText("07:55做完了").waitFor(PATIENCE);
  });

  await t.test("晚上有网络了：输得太晚的人看到没能签到和原因，读过就收起来", async () => {
    await clocks.server(at(day, "19:00"));
    await clocks.phone(old, at(day, "19:00"));
    await sendsAll(old);
    await old.open("/");
    const back = old.page.getByRole("article", { name: `签到：${TITLE}`, exact: true });
    await back.getByText("数字不对，还可以试4次。").waitFor(PATIENCE);
    for (let left = await old.button("知道了").count(); left > 0; left -= 1) await old.button("知道了").first().click();
    await old.text("没能办成，因为：").waitFor({ state: "detached", ...PATIENCE });
    assert.deepEqual(sent.old.filter((what) => what !== "mark_seen"), ["check_in", "check_out"]);
  });

  await t.test("副队长打的勾到了，先前输入的数字也到了，早的算，都只送一次", async () => {
    await clocks.phone(deputy, at(day, "19:00"));
    await sendsAll(deputy);
    for (const name of ["林桂芳", "姜子涵", LEAD[1]]) {
      await onRoster(deputy, name).getByText("06:02到（队长代签）", { exact: true }).waitFor(PATIENCE);
    }
    await clocks.phone(typing, at(day, "19:00"));
    await sendsAll(typing);
    await onRoster(deputy, "姜子涵").getByText("05:50到（动态签到码）", { exact: true }).waitFor(PATIENCE);
    await onRoster(deputy, "姜子涵").getByText("07:50走", { exact: true }).waitFor(PATIENCE);
    await hearing(typing, () => typing.open("/"));
    await typing.page.getByRole("heading", { level: 1, name: /^子涵/ }).waitFor(PATIENCE);
    assert.equal(await typing.text("没能办成，因为：").count(), 0);
    assert.deepEqual(sent.deputy, ["mark_present", "mark_present", "mark_present"]);
    assert.deepEqual(sent.typing, ["check_in", "check_out"]);
  });

  await t.test("副队长全部确认：来了的人一个不少，队长也在内", async () => {
    await deputy.button("全部确认（5）").click();
    const hours = {
      唐文博: "已确认1小时55分", 姜子涵: "已确认1小时50分", 谭晓雯: "已确认2小时", 林桂芳: "已确认1小时57分",
      [LEAD[1]]: "已确认1小时57分",
    };
    await worker.open(`/roster/${shift}`);
    for (const [name, length] of Object.entries(hours)) {
      for (const person of [deputy, worker]) {
        await onRoster(person, name).getByText(length, { exact: true }).waitFor(PATIENCE);
      }
    }
  });

  await t.test("没人标记的人是“未记录”，不是“缺勤”，本人也这样看到", async () => {
    await standing(worker, "王一鸣").getByText("未记录", { exact: true }).waitFor(PATIENCE);
    assert.doesNotMatch(await standing(worker, "王一鸣").innerText(), /缺勤/);
    await unmarked.open("/");
    const told = unmarked.page.getByRole("article", { name: "没有您的到场记录。如果您来了，请告诉队长。" });
    await told.waitFor(PATIENCE);
    assert.equal(await unmarked.page.getByText("您被记为缺勤").count(), 0);
  });

  await t.test("每个人在自己的手机上看到时长，队长换了手机也看得到", async () => {
    people.lead = await signIn(browser, server, ...LEAD);
    const seen = [
      [early, "1小时55分", "动态签到码"], [typing, "1小时50分", "动态签到码"], [slow, "2小时", "动态签到码"],
      [old, "1小时57分", "队长代签"], [people.lead, "1小时57分", "队长代签"],
    ];
    for (const [person, length, evidence] of seen) {
      await person.open("/me/records");
      const own = record(person).filter({ hasText: evidence });
      await own.getByText(length, { exact: true }).waitFor(PATIENCE);
    }
    await unmarked.open("/me/records");
    await unmarked.page.getByRole("heading", { level: 1, name: "我的记录" }).waitFor(PATIENCE);
    assert.equal(await record(unmarked).count(), 0);
  });
});

test("队长的手机快没电了，先交接", async (t) => {
  const { worker, lead, early, slow: heir, old } = people;
  const [day, shift] = [days.hands, shifts.hands];

  await t.test("接手的人先用队长的数字签到，队长交接，手机就没电了", async () => {
    await clocks.server(at(day, "05:45"));
    await lead.open(`/roster/${shift}`);
    await heir.open(`/check-in/${shift}`);
    await typeCode(heir, await readCode(lead));
    await answer(heir, "已签到").waitFor(PATIENCE);
    await lead.button("交接").click();
    const dialog = lead.page.getByRole("dialog", { name: "交接" });
    await dialog.getByRole("radio", { name: "谭晓雯" }).check();
    await dialog.getByRole("button", { name: "交接给谭晓雯" }).click();
    await lead.text("现在由谭晓雯带队").first().waitFor(PATIENCE);
    await heir.open("/");
    await heir.page.getByRole("article", { name: "现在由谭晓雯当队长。" }).waitFor(PATIENCE);
    await lead.close();
  });

  await t.test("接手的人的手机没有网络，也出示签到码，也打勾", async () => {
    await clocks.offline(heir);
    await clocks.server(at(day, "05:50", 5));
    await hearing(early, () => early.open(`/check-in/${shift}`));
    await clocks.phone(heir, at(day, "05:50", 5));
    await heir.reload();
    await openRoster(heir);
    await typeCode(early, await readCode(heir));
    await answer(early, "已签到").waitFor(PATIENCE);
    await clocks.phone(heir, at(day, "05:58", 30));
    await heir.reload();
    await heir.button("林桂芳到了").click();
    await onRoster(heir, "林桂芳").getByText("已签到", { exact: true }).waitFor(PATIENCE);
    await keeps(heir, 1);
  });

  await t.test("晚上接手的人全部确认，自己的时长由社区工作者确认", async () => {
    await clocks.server(at(day, "19:00"));
    await clocks.phone(heir, at(day, "19:00"));
    await sendsAll(heir);
    await heir.reload();
    await heir.text("您自己的时长由社区工作者确认。").waitFor(PATIENCE);
    await heir.button("全部确认（2）").click();
    await worker.open(`/roster/${shift}`);
    for (const name of ["唐文博", "林桂芳"]) {
      await onRoster(worker, name).getByText("已确认2小时", { exact: true }).waitFor(PATIENCE);
    }
    await worker.button("全部确认（1）").click();
    await onRoster(worker, "谭晓雯").getByText("已确认2小时", { exact: true }).waitFor(PATIENCE);
  });

  await t.test("三个人都有两次记录，没有人少一小时", async () => {
    const twice = [[early, "1小时55分", "2小时"], [heir, "2小时", "2小时"], [old, "1小时57分", "2小时"]];
    for (const [person, ...lengths] of twice) {
      await person.open("/me/records");
      await record(person).nth(1).waitFor(PATIENCE);
      const seen = [];
      for (const one of await record(person).all()) seen.push(await one.getByText(/^\d.*(小时|分钟|分)$/).innerText());
      assert.deepEqual(seen.sort(), lengths.sort(), person.name);
    }
  });
});
