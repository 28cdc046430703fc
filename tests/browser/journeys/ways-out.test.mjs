// Short of people: from a day before its start the desk must choose what becomes of a shift, and whoever waits at home
// is told. What nobody came to goes back to the needs that are to be done.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, openDesk, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, inWords, moment, signIn } from "./steps.mjs";
import { HOME, Wire, aNeed, aShift, fresh } from "./wire.mjs";

const TITLE = "陪李奶奶散步";
const GRANDMA = "李奶奶";
/// Early enough that the demo community asks nobody for that hour.
const [START, END] = ["06:00", "07:00"];
const HOUR = 60 * 60 * 1000;

let server;
let browser;
const days = {};
const [need, shift, entry] = [fresh(), fresh(), fresh()];
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  Object.assign(days, { first: dayAhead(3), later: dayAhead(6) });
  await openVisit();
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// A first visit, to be made by two: one is approved, and the resident knows.
async function openVisit() {
  const desk = await Wire.as(server, "V07");
  const volunteer = await Wire.as(server, "V33");
  const at = { start: moment(days.first, START), end: moment(days.first, END) };
  const place = `${HOME}006`;
  const recipient = { name: GRANDMA, phone: "13900001234", address: "银龄里3号楼2单元301" };
  await desk.send(
    { post_need: { case: need, about: aNeed({ title: TITLE, place, recipient }) } },
    { handle_need: { case: need, step: "accept" } },
    { open_shift: { shift, about: aShift({ title: TITLE, ...at, place, attendance: "visit", min_staff: 2, parent: { case: need } }) } },
  );
  await volunteer.send({ sign_up: { shift, sign_up: entry, or_wait: false } });
  await desk.send({ approve: { shift, sign_up: entry } }, { tell_resident: { shift } });
}

test("缺人的班次有三条出路", async (t) => {
  const { worker, volunteer } = people;
  const { page } = worker;
  const row = (alert = "") => page.getByRole("link", { name: new RegExp(`^${TITLE}${alert}`) });
  const ways = page.getByRole("region", { name: "怎么办？" });
  const call = page.getByRole("region", { name: "电话告知" });
  const deskAt = async (now) => {
    await moveClock(server, now);
    await openDesk(worker, now);
  };
  const badge = (words) => page.getByRole("main").getByText(words, { exact: true }).first();

  await t.test("开始前二十四小时零一分：只写着还差一人，不用选", async () => {
    await deskAt(new Date(moment(days.first, START) - 24 * HOUR - 60_000));
    await row(".*还差1人").click(PATIENCE);
    await page.getByText(/^居民已告知/).waitFor(PATIENCE);
    assert.equal(await row(".*人数不足").count(), 0);
    assert.equal(await ways.count(), 0);
  });

  await t.test("开始前二十四小时：标出人数不足，三条出路，一条不多", async () => {
    await deskAt(new Date(moment(days.first, START) - 24 * HOUR));
    await row(".*人数不足").click(PATIENCE);
    await ways.getByText("还缺1人，就快开始了。").waitFor(PATIENCE);
    const controls = ways.getByRole("button").or(ways.getByRole("link"));
    assert.deepEqual(await controls.allInnerTexts(), ["请团队", "改时间", "办不了"]);
  });

  await t.test("改时间：报名的人和居民都要知道", async () => {
    await ways.getByRole("link", { name: "改时间" }).click();
    await page.getByRole("heading", { level: 1, name: "修改班次" }).waitFor(PATIENCE);
    await page.getByLabel("日期", { exact: true }).fill(days.later);
    await worker.button("保存修改").click();
    await page.waitForURL(/\/roster\//, PATIENCE);
    await call.getByText(/告知过，之后有变动。$/).waitFor(PATIENCE);
    assert.equal(await ways.count(), 0, "there is time again");
    const said = await call.getByRole("blockquote").innerText();
    for (const words of [GRANDMA, "唐文博", inWords(days.later)]) assert.ok(said.includes(words), said);
    assert.ok(!said.includes(inWords(days.first)), said);
    await worker.button(`已告知${GRANDMA}`).click();
    await call.waitFor({ state: "detached", ...PATIENCE });
    await page.getByText(/^居民已告知/).waitFor(PATIENCE);
    await volunteer.open("/");
    const told = volunteer.page.getByRole("article", { name: "内容有变化，请再看一下。" });
    await told.getByText(inWords(days.later)).waitFor(PATIENCE);
  });

  await t.test("新的时间前一天还是缺人，又要选", async () => {
    await deskAt(new Date(moment(days.later, START) - 24 * HOUR));
    await row(".*人数不足").click(PATIENCE);
    await ways.waitFor(PATIENCE);
    await worker.open(`/needs/${need}`);
    await badge("已认领").waitFor(PATIENCE);
  });

  await t.test("没有人去：工作台标出来，结清名单，需求回到已受理", async () => {
    await deskAt(moment(days.later, "07:30"));
    await page.getByRole("heading", { name: /^待确认时长（[1-9]/ }).waitFor(PATIENCE);
    await row(".*没有人签到").click(PATIENCE);
    await worker.button("结清名单").click(PATIENCE);
    await row(".*没有人签到").waitFor({ state: "detached", ...PATIENCE });
    await worker.open(`/needs/${need}`);
    await badge("已受理").waitFor(PATIENCE);
    assert.equal(await badge("已认领").count(), 0);
    await worker.link("开班次").waitFor(PATIENCE);
    await volunteer.open("/");
    await volunteer.page.getByRole("article", { name: "没有您的到场记录。如果您来了，请告诉队长。" }).waitFor(PATIENCE);
  });
});
