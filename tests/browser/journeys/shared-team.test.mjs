// One team serves in two communities: each calls on it and confirms what was done there; every hour counts once.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launchBrowser, servers, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, readCode, signIn, typeCode } from "./steps.mjs";
import { HOME, Wire, aShift, fresh } from "./wire.mjs";

const TEAM = "邻里联队";
const MEMBER = "姜子涵";
const NEXT_DOOR = "210204011010";
/// What is served next door, two hours, and at home, one.
const [THERE, HERE] = ["邻虹大扫除", "锦虹大扫除"];
const HOUR = 60 * 60 * 1000;

/// One that may be brought in with a list.
const PASSWORD = "three brown cats";

/// The lists of the community next door, and what the one at home says of a team of both.
const LISTS = {
  [NEXT_DOOR]: {
    "places.csv": `code,level,name\n${NEXT_DOOR},community,邻虹社区\n${NEXT_DOOR}001,grid,东院\n`,
    "people.csv": `number,name,phone,grid,roles,account,password\nW1,白静,13900020001,,community_worker,next-door,${PASSWORD}\n`,
  },
  [HOME]: {
    "teams.csv": `number,name,grid,lead\nT9,${TEAM},${HOME};${NEXT_DOOR},V01\n`,
    "people.csv": "number,name,phone,birth,gender,grid,skills,trainings,roles\n"
      + `V15,${MEMBER},13800010105,1998-05-20,female,002,first_aid,elder_care,volunteer@T1;volunteer@T9\n`,
  },
};

let server;
let browser;
let folder;
let shift;
const days = {};
const people = {};
/// Figures before.
const was = {};

before(async () => {
  server = await startServer({ testClock: true });
  folder = await mkdtemp(join(tmpdir(), "linli-lists-"));
  await server.kill();
  for (const [community, lists] of Object.entries(LISTS)) await bringIn(community, lists);
  await server.start();
  browser = await launchBrowser();
  Object.assign(days, { there: dayAhead(3), here: dayAhead(4) });
  people.home = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.next = await signInAtDesk(browser, server, "next-door", "白静", PASSWORD);
  people.member = await signIn(browser, server, "V15", MEMBER);
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/// A council's lists come in by the command line.
async function bringIn(community, lists) {
  const files = await Promise.all(Object.entries(lists).map(async ([name, text]) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  }));
  await promisify(execFile)(servers.testClock, ["import", "--data", server.data, "--community", community, ...files]);
}

/// "3小时30分" in minutes.
const minutes = (length) => {
  const of = (unit) => Number(length.match(unit)?.[1] ?? 0);
  return of(/(\d+)小时/) * 60 + of(/(\d+)分/);
};

/// What a community's report of the month of a day says: records, minutes, and minutes of the team.
async function monthOf(worker, day) {
  const { page } = worker;
  await worker.open(`/desk/month?month=${day.slice(0, 7)}`);
  const report = page.getByRole("heading", { level: 2, name: /月报$/ });
  await report.or(worker.text("这个月还没有内容。")).first().waitFor(PATIENCE);
  const last = async (table, row) => {
    const found = page.getByRole("table", { name: table, exact: true }).getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) }).getByRole("cell");
    return await found.count() ? found.last().innerText() : "0";
  };
  return {
    records: Number(await last("服务时长", "记录数")),
    minutes: minutes(await last("服务时长", "服务时长")),
    team: minutes(await last("按团队和凭据的时长", TEAM)),
  };
}

/// What a member has altogether.
async function altogether(member) {
  await member.open("/me");
  const sum = member.page.getByRole("definition");
  await sum.nth(1).waitFor(PATIENCE);
  const [length, times] = await sum.allInnerTexts(); // My hours, and how often.
  return { minutes: minutes(length), times: Number(times) };
}

test("一支队伍在两个社区服务，时长只算一次", async (t) => {
  const { home, next, member } = people;

  await t.test("邻虹社区开班次，服务队只有两个社区共有的那一支可选", async () => {
    Object.assign(was, { here: await monthOf(home, days.here), member: await altogether(member) });
    const { page } = next;
    await next.tab("工作台");
    await next.button("发布并招募").click();
    const form = page.getByRole("form", { name: "发布并招募" });
    await form.getByRole("textbox", { name: "标题" }).fill(THERE);
    await form.getByLabel("日期", { exact: true }).fill(days.there);
    await form.getByLabel("开始", { exact: true }).fill("06:00");
    await form.getByLabel("结束", { exact: true }).fill("08:00");
    await form.getByRole("combobox", { name: "网格" }).selectOption({ label: "东院" });
    await form.getByText("更多", { exact: true }).click();
    const team = form.getByRole("combobox", { name: /^服务队/ });
    assert.deepEqual(await team.locator("option").allInnerTexts(), ["暂不指定", TEAM]);
    await team.selectOption({ label: TEAM });
    await form.getByRole("button", { name: "发布并招募" }).click();
    await form.waitFor({ state: "detached", ...PATIENCE });
    const wire = await Wire.as(server, "next-door", PASSWORD);
    [{ id: shift }] = await wire.found("shift", ({ about }) => about.title["zh-Hans"] === THERE);
  });

  await t.test("缺人时邻虹社区请这支队，队员在“今天”看到；锦虹的工作台看不到这一班", async () => {
    await moveClock(server, new Date(moment(days.there, "06:00") - 24 * HOUR));
    await next.open(`/roster/${shift}`);
    await next.button("请团队").click(PATIENCE);
    const dialog = next.page.getByRole("dialog", { name: "请团队" });
    assert.deepEqual(await dialog.getByRole("button", { name: /^请./ }).evaluateAll(
      (all) => all.map((one) => one.getAttribute("aria-label"))), [`请${TEAM}`]);
    await dialog.getByRole("button", { name: `请${TEAM}` }).click();
    await dialog.getByRole("article", { name: TEAM }).getByText("已请", { exact: true }).waitFor(PATIENCE);
    await member.open("/");
    await member.page.getByRole("article", { name: "请您的服务队帮忙：还差2人。" }).getByText(THERE).waitFor(PATIENCE);
    await home.open("/desk");
    await home.page.getByRole("heading", { name: /^缺人（/ }).waitFor(PATIENCE);
    assert.equal(await home.page.getByText(THERE).count(), 0);
    await home.open(`/roster/${shift}`);
    await home.page.getByRole("heading", { level: 1, name: "名单" }).waitFor(PATIENCE);
    assert.equal(await home.page.getByText(THERE).count(), 0);
  });

  await t.test("锦虹的队员在去帮忙里报名，到了那天用邻虹的签到码签到", async () => {
    await member.tab("去帮忙");
    const card = member.page.getByRole("article", { name: THERE, exact: true });
    await card.getByRole("button", { name: "报名", exact: true }).click(PATIENCE);
    await card.getByText("已确认", { exact: true }).waitFor(PATIENCE);
    await moveClock(server, moment(days.there, "05:58"));
    await next.reload();
    await member.open(`/check-in/${shift}`);
    await typeCode(member, await readCode(next));
    await member.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
  });

  await t.test("时长由邻虹社区确认，锦虹的工作人员不能", async () => {
    await moveClock(server, moment(days.there, "08:30"));
    const [here, volunteer] = await Promise.all(["V07", "V15"].map((who) => Wire.as(server, who)));
    const [{ roster }] = await volunteer.found("shift", ({ id, roster }) => id === shift && roster.own);
    const [outcome] = await here.outcomes({ confirm_hours: { shift, entries: [{ sign_up: roster.own.id }] } });
    assert.deepEqual(outcome.refused.reasons, [{ not_found: { kind: "shift" } }]);
    await next.open(`/roster/${shift}`);
    await next.button("全部确认（1）").click(PATIENCE);
    await next.text("已确认2小时").first().waitFor(PATIENCE);
  });

  await t.test("第二天同一支队在锦虹服务一小时，由锦虹确认", async () => {
    const [desk, lead, volunteer] = await Promise.all(["V07", "V01", "V15"].map((who) => Wire.as(server, who)));
    const [{ id: organization }] = await desk.found("organization", ({ name }) => name["zh-Hans"] === TEAM);
    const [other, sign_up] = [fresh(), fresh()];
    const at = { start: moment(days.here, "06:00"), end: moment(days.here, "07:00") };
    await desk.send({ open_shift: { shift: other, about: aShift({ title: HERE, ...at, organization, lead: lead.person }) } });
    await volunteer.send({ sign_up: { shift: other, sign_up, or_wait: false } });
    for (const [how, now] of [["mark_present", at.start], ["mark_left", at.end]]) {
      await moveClock(server, now);
      await lead.send({ [how]: { shift: other, sign_up, at: now.toISOString() } });
    }
    await home.open(`/roster/${other}`);
    await home.button("全部确认（1）").click(PATIENCE);
    await home.text("已确认1小时").first().waitFor(PATIENCE);
  });

  await t.test("队员有两条记录，各写明在哪个社区，合计三小时", async () => {
    const is = await altogether(member);
    assert.deepEqual(is, { minutes: was.member.minutes + 180, times: was.member.times + 2 });
    await member.open("/me/records");
    for (const [title, length, place] of [[THERE, "2小时", "东院"], [HERE, "1小时", "商圈"]]) {
      const record = member.page.getByRole("article", { name: title, exact: true });
      await record.getByText(length, { exact: true }).waitFor(PATIENCE);
      await record.getByText(place, { exact: true }).waitFor(PATIENCE);
      assert.equal(await record.count(), 1);
    }
  });

  await t.test("两个社区的月报各报各的，都写明是这支队的", async () => {
    assert.deepEqual(await monthOf(next, days.there), { records: 1, minutes: 120, team: 120 });
    assert.deepEqual(await monthOf(home, days.here), { records: was.here.records + 1, minutes: was.here.minutes + 60, team: was.here.team + 60 });
  });
});
