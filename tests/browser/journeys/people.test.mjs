// People without a phone, and people who have not looked at theirs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { PATIENCE, TITLE, dayAhead, findShift, openShift, postNeed, signInAll } from "./steps.mjs";

/// In the register, and without a phone.
const UNCLE = "王德胜";

let server;
let browser;
let shift;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const accounts = { worker: ["V07", "林雨桐"], lead: ["V01", "周启禾"], volunteer: ["V33", "唐文博"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day: dayAhead(3), start: "14:00", end: "16:00", lead: "周启禾" });
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const onRoster = (person, name) => person.page.getByRole("article", { name, exact: true }).first();

test("工作人员替没有手机的王叔叔报名，名单上写明是谁报的，也能替他退出", async () => {
  const { worker, lead } = people;
  await worker.button("替人报名").click();
  const dialog = worker.page.getByRole("dialog", { name: "替人报名" });
  await dialog.getByRole("searchbox", { name: "姓名、电话或志愿者编号" }).fill("没有这个人");
  await dialog.getByText("没有找到。请先在社区登记。").waitFor(PATIENCE);
  await dialog.getByRole("searchbox", { name: "姓名、电话或志愿者编号" }).fill("王德");
  await dialog.getByRole("button", { name: UNCLE }).click();
  await dialog.getByRole("radio", { name: "电话" }).check();
  await dialog.getByRole("button", { name: `替${UNCLE}报名` }).click();
  await worker.text(`已替${UNCLE}报名`).first().waitFor(PATIENCE);
  await onRoster(worker, UNCLE).getByText("林雨桐替报（电话同意）", { exact: true }).waitFor(PATIENCE);

  await lead.open(`/roster/${shift}`);
  await onRoster(lead, UNCLE).getByText("林雨桐替报（电话同意）", { exact: true }).waitFor(PATIENCE);
  await lead.button(`来不了：${UNCLE}`).click();
  await lead.text(`已替${UNCLE}退出`).first().waitFor(PATIENCE);
  await lead.button("撤销").click();
  await lead.button("撤销").waitFor({ state: "detached", ...PATIENCE });
  await onRoster(lead, UNCLE).getByText("已确认", { exact: true }).waitFor(PATIENCE);
});

test("队长从“去帮忙”里也能替人报名，认识的人就在名单里", async () => {
  const { lead } = people;
  await findShift(lead, shift);
  await lead.link("替人报名").click();
  const dialog = lead.page.getByRole("dialog", { name: "替人报名" });
  await dialog.waitFor(PATIENCE);
  // Nobody is on another roster of theirs who is not on this one: the register is the desk's.
  assert.equal(await dialog.getByRole("button", { name: UNCLE }).count(), 0);
  await dialog.getByRole("button", { name: "关闭" }).click();
});

test("复制到群的话里没有人的名字和电话；浏览器不让复制，就给出文字", async () => {
  const { worker } = people;
  await worker.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await worker.open(`/roster/${shift}`);
  await worker.button("复制到群").click();
  await worker.text("已复制，去群里粘贴吧").first().waitFor(PATIENCE);
  const text = await worker.page.evaluate(() => navigator.clipboard.readText());
  const lines = text.split("\n");
  assert.equal(lines[0], TITLE);
  assert.match(text, /集合：商圈广场西侧红棚/);
  assert.match(text, /还差1人/);
  assert.ok(text.includes(`${server.url}/help/${shift}`), text);
  // The shift's id may hold any digits.
  const words = text.replace(shift, "");
  for (const privately of [UNCLE, "周启禾", "138"]) assert.ok(!words.includes(privately), text);

  await worker.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
  });
  await worker.button("复制到群").click();
  const shown = worker.page.getByRole("textbox", { name: "发到群里的话" });
  await shown.waitFor(PATIENCE);
  assert.equal(await shown.inputValue(), text);
  await worker.page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
});

test("名单打印出来是一张纸，有名字、方框和签名的地方；队长的那张还有签到的码", async () => {
  const { worker, lead } = people;
  await lead.open(`/roster/${shift}`);
  for (const [person, hasCode] of [[worker, false], [lead, true]]) {
    const { page } = person;
    await person.button("打印名单").waitFor(PATIENCE);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    const paper = await page.locator("body").innerText();
    for (const words of [TITLE, UNCLE, "签名", "队长签名", "起止时间"]) assert.ok(paper.includes(words), paper);
    for (const screen of ["打印名单", "今天", "替人报名"]) assert.ok(!paper.includes(screen), paper);
    assert.equal(paper.includes("扫码签到，队长再打勾"), hasCode, `${person.name}: ${paper}`);
    const file = await page.pdf({ format: "A4", preferCSSPageSize: true });
    assert.equal(file.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1, "one page");
    await page.emulateMedia({ media: null });
  }
});

test("班次取消后，没看到通知的人一个个打电话告知", async () => {
  const { worker, lead, volunteer } = people;
  await findShift(volunteer, shift);
  await volunteer.button("报名").click();
  await volunteer.text("报名成功").first().waitFor(PATIENCE);
  await worker.open(`/roster/${shift}`);
  await onRoster(worker, "唐文博").waitFor(PATIENCE);
  await worker.button("取消班次").click();
  const dialog = worker.page.getByRole("dialog", { name: "取消这一班？" });
  await dialog.getByRole("button", { name: "下雨" }).click();
  await dialog.getByRole("button", { name: "取消班次" }).click();

  // The lead, the volunteer and the uncle were told, and none has looked.
  await worker.page.getByRole("heading", { name: "未通知到（3）" }).waitFor({ timeout: 30_000 });
  await volunteer.tab("今天");
  const told = volunteer.page.getByRole("article", { name: "已取消：下雨" });
  await told.getByRole("button", { name: "知道了" }).click(PATIENCE);
  await worker.page.getByRole("heading", { name: "未通知到（2）" }).waitFor(PATIENCE);
  await worker.page.getByRole("link", { name: new RegExp(`打给${UNCLE} \\d+`) }).first().waitFor(PATIENCE);
  await worker.tab("工作台");
  await worker.page.getByRole("heading", { name: /^有人未通知到/ }).waitFor(PATIENCE);
  await worker.page.getByRole("link", { name: new RegExp(`^${TITLE}.*未通知到（2）`) }).click();
  await worker.button(`已电话通知${UNCLE}`).click();
  await worker.page.getByRole("heading", { name: "未通知到（1）" }).waitFor(PATIENCE);

  // The lead sees who else there is, not themselves; the volunteer sees nothing of it.
  await lead.open(`/roster/${shift}`);
  await lead.page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
  // Until the worker's tap has travelled, the uncle may still stand there.
  await lead.page.getByRole("heading", { name: /^未通知到/ }).waitFor({ state: "detached", ...PATIENCE });
  await volunteer.open(`/roster/${shift}`);
  await volunteer.text("名单只有队长、副队长和社区能看到。").waitFor(PATIENCE);
  assert.equal(await volunteer.page.getByRole("heading", { name: /^未通知到/ }).count(), 0);

  await worker.button("已电话通知周启禾").click();
  await worker.page.getByRole("heading", { name: /^未通知到/ }).waitFor({ state: "detached", ...PATIENCE });
});
