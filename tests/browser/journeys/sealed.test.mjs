// What is confidential: posted with network, handled by one person, read with a line in the history, and never on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launchBrowser, startServer } from "../launch.mjs";
import { signInAtDesk } from "./clock.mjs";
import { kept } from "./reached.mjs";
import { PATIENCE, signIn } from "./steps.mjs";

const SECRET = "他每天晚上喝酒";
const TITLE = "家里吵架";

let server;
let browser;
let address;
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  people.reporter = await signIn(browser, server, "V33", "唐文博");
  people.handler = await signIn(browser, server, "V52", "林桂芳");
  people.desk = await signInAtDesk(browser, server, "V07", "林雨桐");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

async function fillsIn(reporter) {
  const { page } = reporter;
  await reporter.open("/needs/new");
  await page.getByRole("textbox", { name: "标题" }).fill(TITLE);
  await page.getByRole("combobox", { name: "类别" }).selectOption({ index: 1 });
  await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "商圈" });
  await page.getByRole("textbox", { name: /^说明/ }).fill(SECRET);
  await page.getByRole("checkbox", { name: "密件：只给办理的人看" }).check();
}

test("没有网络时发不了密件，说得清楚，填的内容还在", async () => {
  const { reporter } = people;
  await fillsIn(reporter);
  await reporter.offline();
  await reporter.button("发布").click();
  await reporter.text("密件不存在手机上，请连上网络再试。").first().waitFor(PATIENCE);
  assert.equal(await reporter.page.getByRole("textbox", { name: "标题" }).inputValue(), TITLE);
  assert.deepEqual(await kept(reporter, [SECRET]), []);
  await reporter.online();
});

test("发出去了，回答却丢了：再点一次还是同一件", async () => {
  const { reporter } = people;
  const { page } = reporter;
  let arrived = 0;
  await page.route("**/api/commands", async (route) => {
    arrived += Number((await route.fetch()).ok());
    await route.abort();
  });
  await reporter.button("发布").click();
  await reporter.text("密件不存在手机上，请连上网络再试。").first().waitFor(PATIENCE);
  assert.equal(arrived, 1);
  await page.unroute("**/api/commands");
});

test("有网络就发出去了，自己能看内容，手机上什么都不留", async () => {
  const { reporter } = people;
  const { page } = reporter;
  await reporter.button("发布").click();
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/, PATIENCE);
  address = new URL(page.url()).pathname;
  await reporter.button("查看内容").click(PATIENCE);
  const words = page.getByRole("dialog", { name: "密件" });
  await words.getByText(SECRET, { exact: true }).waitFor(PATIENCE);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await words.waitFor({ state: "detached", ...PATIENCE }).catch(() => {});
  assert.ok(!(await page.content()).includes(SECRET), "nothing is left on the page");
  assert.deepEqual(await kept(reporter, [SECRET]), []);
});

test("工作台只看到编号、类别和进度，派给一个人", async () => {
  const { desk } = people;
  await desk.open(address);
  await desk.text("密件").first().waitFor(PATIENCE);
  assert.equal(await desk.button("查看内容").count(), 0);
  const shown = await desk.page.locator("main").innerText();
  for (const hidden of [TITLE, SECRET, "唐文博"]) assert.ok(!shown.includes(hidden), hidden);
  await desk.button("受理").click();
  await desk.button("分派").click(PATIENCE);
  const whom = desk.page.getByRole("dialog", { name: "分派" });
  // Nobody chosen is nobody's.
  await whom.getByRole("button", { name: "分派", exact: true }).click();
  await whom.getByText("请填写", { exact: false }).first().waitFor(PATIENCE);
  await whom.getByRole("combobox", { name: "分派给谁？" }).selectOption({ label: "林桂芳" });
  await whom.getByRole("button", { name: "分派", exact: true }).click();
  await desk.text("林桂芳").first().waitFor(PATIENCE);
  assert.equal(await desk.button("再发一次").count(), 0);
});

test("办理的人看得到内容，每次都记入经过", async () => {
  const { handler, desk } = people;
  await handler.open(address);
  await handler.button("查看内容").click(PATIENCE);
  await handler.page.getByRole("dialog", { name: "密件" }).getByText(SECRET, { exact: true }).waitFor(PATIENCE);
  assert.deepEqual(await kept(handler, [SECRET]), []);
  await desk.open(address);
  await desk.page.locator("details.history summary").click(PATIENCE);
  await desk.page.getByRole("listitem").filter({ hasText: "林桂芳查看了内容" }).first().waitFor(PATIENCE);
  assert.ok(!(await desk.page.locator("main").innerText()).includes("唐文博"), "who reported it stays hidden");
});
