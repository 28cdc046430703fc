// Whoever leaves a phone leaves nothing of themselves on it; what they had not sent waits for them and for nobody else;
// and whoever lost a role keeps nothing that it showed them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, sleep, startServer } from "../launch.mjs";
import { left } from "./reached.mjs";
import { PATIENCE, dayAhead, openShift, postNeed, signInAll, signInOn, signUp } from "./steps.mjs";
import { Wire } from "./wire.mjs";

/// What only this person's phone knows: their name, number, telephone, and the note of a need that they reported.
const NAME = "唐文博";
const NOTE = "QZX81的水管漏了";

let server;
let browser;
let shift;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const accounts = { worker: ["V07", "林雨桐"], leaving: ["V33", NAME], shared: ["V36", "高雅楠"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day: dayAhead(3), start: "14:00", end: "16:00", lead: "郑海朗", places: 5 });
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

test("退出登录后，手机上找不到这个人的任何内容", async () => {
  const { leaving } = people;
  const { page } = leaving;
  await signUp(leaving, shift);
  await leaving.open("/needs/new");
  await page.getByRole("textbox", { name: "标题" }).fill(NOTE);
  await page.getByRole("combobox", { name: "类别" }).selectOption({ label: "活动" });
  await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "商圈" });
  await leaving.button("发布").click();
  await page.getByRole("heading", { level: 1, name: NOTE }).waitFor(PATIENCE);
  const wire = await Wire.as(server, "V33");
  const [me] = (await wire.seen("person")).filter(({ id }) => id === wire.person);
  const canaries = [NAME, NOTE, me.id, me.about.phone, `person:${me.id}`];
  await leaving.open("/me");
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor(PATIENCE);
  const before = await left(leaving, canaries);
  for (const canary of canaries) assert.ok(before.some((where) => where.startsWith(canary)), `${canary} was never here: the search is blind`);
  await leaving.button("退出登录").click();
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  assert.deepEqual(await left(leaving, canaries), []);
  // Nor after the app has begun anew.
  await leaving.reload();
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  assert.deepEqual(await left(leaving, canaries), []);
  // What stays is a random number by which a password may be guessed more often here than from elsewhere.
  const cookies = (await leaving.context.cookies()).filter(({ name }) => !name.includes("device"));
  assert.deepEqual(cookies, [], "no session stays");
});

test("还有没送出的，退出前会列出来；选择继续登录就什么也不丢", async () => {
  const { shared } = people;
  const { page } = shared;
  await shared.open(`/help/${shift}`);
  await shared.button("报名").waitFor(PATIENCE);
  await shared.offline();
  await shared.button("报名").click();
  await page.getByText(/已存待发/).first().waitFor(PATIENCE);
  await shared.tab("我的");
  await shared.button("退出登录").click();
  const dialog = page.getByRole("dialog", { name: "还没有送出" });
  await dialog.getByText("还有1条没有送出。").waitFor(PATIENCE);
  await dialog.getByText(/便民大集摊位/).waitFor(PATIENCE);
  await dialog.getByRole("button", { name: "继续登录" }).click();
  await page.getByRole("heading", { level: 1, name: "高雅楠" }).waitFor(PATIENCE);
});

test("共用的手机换了人：前一个人没送出的不会用后一个人的名字送出，等本人回来只送一次", async () => {
  const { shared } = people;
  const { page, context } = shared;
  // The session ends elsewhere while the phone is in the stairwell.
  await context.clearCookies();
  await shared.online();
  await page.getByRole("link", { name: "登录" }).first().click(PATIENCE);
  await page.getByRole("textbox", { name: "志愿者编号或账号" }).waitFor(PATIENCE);
  await signInOn(shared, "V33");
  await page.getByRole("heading", { level: 1, name: /^文博/ }).waitFor(PATIENCE);
  await shared.tab("我的");
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor(PATIENCE);
  await sleep(2000);
  const desk = await Wire.as(server, "V07");
  const roster = async () => {
    const shifts = (await desk.seen("shift")).filter(({ id }) => id === shift);
    const entries = shifts.flatMap(({ roster }) => (roster.names ?? roster.full?.[0])?.entries ?? []);
    return entries.map(({ name }) => name);
  };
  assert.ok(!(await roster()).includes("高雅楠"), "sent in nobody's name");
  assert.equal(await page.getByText("高雅楠").count(), 0);
  await shared.button("退出登录").click();
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  await signInOn(shared, "V36");
  await shared.open(`/help/${shift}`);
  await shared.text("报名成功").or(shared.text("已确认")).first().waitFor(PATIENCE);
  const names = await roster();
  assert.equal(names.filter((name) => name === "高雅楠").length, 1, `${names}`);
});

test("手机没有网络时角色被收回：一联网，名单和电话就从手机上消失", async () => {
  const { worker } = people;
  const { page } = worker;
  await worker.open(`/roster/${shift}`);
  await page.getByText("高雅楠").first().waitFor(PATIENCE);
  const admin = await Wire.as(server, "V09");
  const [there] = await admin.found("person", ({ about }) => about.volunteer_no === "V07");
  const theirs = await admin.found("person", ({ about }) => about.volunteer_no === "V36");
  const canaries = ["高雅楠", theirs[0].about.phone, `desk:210204011009`];
  const before = await left(worker, canaries);
  for (const canary of canaries) assert.ok(before.some((where) => where.startsWith(canary)), `${canary} was never here`);
  await worker.offline();
  for (const { id } of there.grants) await admin.send({ end_role: { person: there.id, grant: id } });
  await worker.online();
  // Another page than the one that showed it, and the one that showed it.
  await page.getByRole("link", { name: "工作台" }).waitFor({ state: "detached", timeout: 30_000 });
  assert.deepEqual(await left(worker, canaries), []);
  await worker.open(`/roster/${shift}`);
  await worker.text("名单只有队长、副队长和社区能看到。").waitFor(PATIENCE);
  assert.deepEqual(await left(worker, canaries), []);
});
