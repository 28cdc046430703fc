// Somebody wishes to be forgotten: told what goes and what stays, a week to think, then found on nobody's phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launchBrowser, startServer } from "../launch.mjs";
import { moveClock } from "./clock.mjs";
import { left } from "./reached.mjs";
import { PATIENCE, signIn, signInOn } from "./steps.mjs";
import { Wire } from "./wire.mjs";

const NAME = "唐文博";
const DAY = 24 * 60 * 60 * 1000;

let server;
let browser;
let leaving;
let thinking;
let worker;
let canaries;
let wire;

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  leaving = await signIn(browser, server, "V33", NAME);
  worker = await signIn(browser, server, "V07", "林雨桐");
  wire = await Wire.as(server, "V33");
  const [me] = (await wire.seen("person")).filter(({ id }) => id === wire.person);
  canaries = [NAME, me.about.phone];
});
after(async () => {
  for (const person of [leaving, thinking, worker]) await person?.close();
  await browser?.close();
  await server?.stop();
});

async function asks(person) {
  const { page } = person;
  await person.button("删除我的资料").click();
  const dialog = page.getByRole("dialog", { name: "删除我的资料" });
  await dialog.getByText("这样就撤回了您的同意。").waitFor(PATIENCE);
  await dialog.getByText("已有的时长仍计入社区总数，但不再有您的名字。").waitFor(PATIENCE);
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole("button", { name: "七天后删除" }).click();
  await page.getByText(/^您的资料将于.+删除。$/).waitFor(PATIENCE);
}

test("在“我的”里先看清删什么、留什么，七天内可以反悔", async () => {
  await leaving.tab("我的");
  await leaving.page.getByRole("heading", { name: "我的资料", exact: true }).waitFor(PATIENCE);
  await asks(leaving);
  await leaving.button("不删除").click();
  await leaving.text("已取消，不会删除").first().waitFor(PATIENCE);
  await leaving.button("删除我的资料").waitFor(PATIENCE);
});

test("担任职务的人先交接", async () => {
  await worker.tab("我的");
  await worker.button("删除我的资料").click();
  await worker.page.getByRole("dialog").getByRole("button", { name: "七天后删除" }).click();
  await worker.text("请先交接您的职务，由社区管理员解除后再删除。").first().waitFor(PATIENCE);
});

test("反悔了，手机没听到：还有没送出的就不清空，等本人登录再送出", async () => {
  thinking = await signIn(browser, server, "V36", "高雅楠");
  const { page } = thinking;
  await thinking.open("/me");
  await asks(thinking);
  const own = await Wire.as(server, "V36");
  await own.found("person", ({ id, erasure }) => id === own.person && erasure);
  await thinking.tab("去帮忙");
  const card = page.getByRole("article", { name: "助老问安" }).first();
  const offer = card.getByRole("button", { name: "报名", exact: true });
  await offer.waitFor(PATIENCE);
  await thinking.offline();
  await own.send({ call_off_erasure: { person: own.person } });
  await offer.click();
  await page.getByText(/^已存待发1条/).waitFor(PATIENCE);
  // By its own clock the time has come, and the session has ended meanwhile.
  await page.clock.setFixedTime(new Date(Date.now() + 8 * DAY));
  await thinking.context.clearCookies();
  await thinking.online();
  await page.getByText(/请重新登录/).waitFor({ timeout: 60_000 });
  assert.equal(await thinking.text("您的资料已经删除。").count(), 0);
  await page.getByRole("link", { name: "登录" }).first().click();
  await page.getByRole("textbox", { name: "志愿者编号或账号" }).waitFor(PATIENCE);
  await signInOn(thinking, "V36");
  await page.getByRole("heading", { level: 1, name: /^雅楠/ }).waitFor(PATIENCE);
  await page.getByText(/^已存待发/).waitFor({ state: "detached", ...PATIENCE });
});

test("七天以后，他的手机自己清空并说明，别人的手机上也找不到他", async () => {
  const before = await left(worker, canaries);
  for (const canary of canaries) assert.ok(before.some((where) => where.startsWith(canary)), `${canary} was never here: the search is blind`);
  await leaving.open("/me");
  await asks(leaving);
  await wire.found("person", ({ id, erasure }) => id === wire.person && erasure);
  // The phone lies in a drawer meanwhile, and hears nothing but its own clock.
  await leaving.offline();
  const begins = Date.now() + 7 * DAY + 60_000;
  for (let minute = 0; minute < 12; minute += 1) await moveClock(server, new Date(begins + minute * 60_000));
  await leaving.page.clock.setFixedTime(new Date(begins));
  await leaving.online();
  await leaving.text("您的资料已经删除。").waitFor({ timeout: 60_000 });
  await leaving.page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  assert.equal(await leaving.page.getByText(/请重新登录/).count(), 0, "nothing waits for anybody to come back");
  assert.deepEqual(await left(leaving, canaries), []);
  await worker.open("/desk");
  await worker.page.getByRole("heading", { level: 1 }).first().waitFor(PATIENCE);
  for (let tries = 0; (await left(worker, canaries)).length > 0; tries += 1) {
    assert.ok(tries < 50, `still here: ${await left(worker, canaries)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
});
