// The month report: its figures follow the records, it is handed up once, and what changes later is listed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { cells, figures, minutes, monthName as nameOf, openMonth as openMonthOf } from "./figures.mjs";
import { PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, signIn } from "./steps.mjs";

/// Early enough that the demo community asks nobody for that hour.
const [START, END] = ["06:00", "08:00"];

let server;
let browser;
let shift;
/// The day of the shift, its month as the address names it, and as people do.
let day;
let month;
let monthName;
const people = {};
/// Figures before the hours were confirmed.
const was = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
  month = day.slice(0, 7);
  monthName = nameOf(month);
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.lead = await signIn(browser, server, "V01", "周启禾");
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day, start: START, end: END, lead: "周启禾" });
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// The first day of the month after.
function nextMonth() {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
}

const openMonth = (worker) => openMonthOf(worker, month);

test("月报的数和记录对得上，上报以后不再变，后来的更正另列", async (t) => {
  const { worker, lead, volunteer } = people;
  const { page } = worker;
  const dialogOf = (person, name) => person.page.getByRole("dialog", { name });

  await t.test("从工作台进月报；一班结束，照签名单补录，时长还没确认，不算进去", async () => {
    await volunteer.open(`/help/${shift}`);
    await volunteer.button("报名").click();
    await volunteer.text("报名成功").first().waitFor(PATIENCE);
    await moveClock(server, moment(day, "08:30"));
    await worker.open("/desk");
    await worker.link("月报").click();
    await page.getByRole("heading", { level: 1, name: "月报" }).waitFor(PATIENCE);
    await page.getByRole("navigation", { name: "选择月份" }).getByRole("link", { name: "上个月" }).waitFor(PATIENCE);
    await worker.open(`/roster/${shift}`);
    await worker.button("补录名单").click();
    const paper = dialogOf(worker, "补录名单");
    await paper.getByRole("button", { name: "全部打勾" }).click();
    await paper.getByRole("button", { name: "补录（1）" }).click();
    await worker.text("已补录1人").first().waitFor(PATIENCE);
    await openMonth(worker);
    Object.assign(was, await figures(worker));
  });

  await t.test("确认以后，记录多一条，时长多两小时，到岗率写明几人中几人", async () => {
    await lead.open(`/roster/${shift}`);
    await lead.button("全部确认（1）").click(PATIENCE);
    await lead.text("已确认2小时").first().waitFor(PATIENCE);
    await openMonth(worker);
    const records = cells(worker, "服务时长", "记录数").last();
    await records.filter({ hasText: new RegExp(`^${was.records + 1}$`) }).waitFor(PATIENCE);
    const is = await figures(worker);
    assert.equal(is.minutes, was.minutes + 120);
    assert.equal(is.held, was.held + 1);
    assert.deepEqual(is.attendance, [was.attendance[0] + 1, was.attendance[1] + 1]);
  });

  await t.test("这个月还没过完，不能上报，写明哪天起可以", async () => {
    await page.getByText(/起可以上报。$/).waitFor(PATIENCE);
    assert.equal(await worker.button("上报").getAttribute("aria-disabled"), "true");
  });

  await t.test("下个月一号上报，先说明以后数字不再变", async () => {
    const first = moment(nextMonth(), "09:00");
    // A session lasts thirty days from when it was used last: everybody looks in ten days before.
    const before = new Date(first.getTime() - 10 * 24 * 60 * 60 * 1000);
    if (before > moment(day, END)) {
      await moveClock(server, before);
      for (const person of Object.values(people)) await person.open("/");
    }
    await moveClock(server, first);
    await openMonth(worker);
    await page.getByText(/起可以上报。$/).waitFor({ state: "detached", ...PATIENCE });
    await worker.button("上报").click();
    const dialog = dialogOf(worker, `上报${monthName}？`);
    await dialog.getByText("上报后，此时的数字保留不变；以后的更正列在下面。").waitFor(PATIENCE);
    await dialog.getByRole("button", { name: "上报", exact: true }).click();
    await page.getByText(/由林雨桐上报$/).waitFor(PATIENCE);
    await worker.text("已上报").first().waitFor(PATIENCE);
    await worker.text("上报后没有更正。").waitFor(PATIENCE);
    assert.equal(await worker.button("上报").count(), 0);
    const history = page.locator("details.history");
    await history.locator("summary").click();
    await history.getByRole("listitem").filter({ hasText: "您上报了月报" }).waitFor(PATIENCE);
  });

  await t.test("志愿者说时长有误，工作台改成一小时五十分", async () => {
    await volunteer.open("/me/records");
    await volunteer.button(`时长有误：${TITLE}`).click();
    const asking = dialogOf(volunteer, `时长有误：${TITLE}`);
    await asking.getByRole("textbox", { name: "原因" }).fill("我七点五十就走了");
    await asking.getByRole("button", { name: "提交" }).click();
    await volunteer.text("已提交，五个工作日内答复。").first().waitFor(PATIENCE);
    await worker.open("/desk");
    await page.getByRole("heading", { name: "时长有误（1）" }).waitFor(PATIENCE);
    await page.getByRole("link", { name: new RegExp(`^唐文博.*${TITLE}`) }).click();
    await page.getByRole("textbox", { name: "分钟数" }).fill("110");
    await page.getByRole("textbox", { name: "原因" }).fill("照签名单改");
    await worker.button("答复").click();
    await worker.text("已经答复过了。").waitFor(PATIENCE);
  });

  await t.test("上报时的数字没有变，现在的少十分钟，更正写明是谁改的", async () => {
    await openMonth(worker);
    const change = page.getByRole("listitem").filter({ hasText: /分钟数（.*）−10/ });
    await change.waitFor(PATIENCE);
    assert.match(await change.innerText(), /林雨桐/);
    await page.getByRole("heading", { name: "上报后的更正" }).waitFor(PATIENCE);
    const lengths = await cells(worker, "服务时长", "服务时长").allInnerTexts();
    assert.deepEqual(lengths.map(minutes), [was.minutes + 120, was.minutes + 110]);
    const records = await cells(worker, "服务时长", "记录数").allInnerTexts();
    assert.deepEqual(records.map(Number), [was.records + 1, was.records + 1]);
  });

  await t.test("打印出来只有月报；表格里也有上报时的数字和更正", async () => {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    const paper = await page.locator("body").innerText();
    for (const words of [`${monthName}月报`, "到岗率", "按团队和凭据的时长", "上报后的更正"]) assert.ok(paper.includes(words), paper);
    assert.ok(!paper.includes("下载表格"), paper);
    await page.emulateMedia({ media: null });
    const download = page.waitForEvent("download", PATIENCE);
    await worker.button("下载表格").click();
    const file = await download;
    assert.match(file.suggestedFilename(), new RegExp(`^linli-.*-${month}\\.csv$`));
    const table = await readFile(await file.path(), "utf8");
    assert.ok(table.startsWith("\ufeff"), "spreadsheets need the mark");
    const line = table.split("\r\n").find((found) => found.startsWith("记录数,,,"));
    assert.equal(line, `记录数,,,${was.records + 1},${was.records + 1}`);
    assert.ok(table.includes("上报后的更正"), table);
  });
});
