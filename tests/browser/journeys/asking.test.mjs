// A resident without an account asks for help from a notice at a door, and is called before and after.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { signInAtDesk } from "./clock.mjs";
import { PATIENCE, Person } from "./steps.mjs";

const WHAT = "想有人陪我去医院拿药";
const NAME = "顾奶奶";
const PHONE = "13977310628";
const WRONG = "13977310629";
const OTHER = "家里的灯坏了，想请人看看";
const FIRST = "您第一次写的已经收到，以那次为准。如果要改，请打电话告诉社区。";
const OFFICE = "0411-84001234";

let server;
let browser;
let link;
let number;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

test("社区打印求助告示：二维码旁边有社区的电话", async () => {
  const { worker } = people;
  const { page } = worker;
  await worker.open("/desk/notice");
  const print = worker.button("打印告示");
  await print.waitFor(PATIENCE);
  assert.ok(await print.getAttribute("aria-disabled") === "true" || await print.isDisabled(), "without a telephone there is no notice");
  await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "银龄" });
  await page.getByRole("textbox", { name: "社区电话" }).fill(OFFICE);
  await page.getByRole("img", { name: "求助二维码" }).waitFor(PATIENCE);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const paper = await page.locator("body").innerText();
  for (const words of ["我要求助", OFFICE, "银龄", "紧急情况请拨打"]) assert.ok(paper.includes(words), paper);
  const file = await page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(file.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1, "one page");
  await page.emulateMedia({ media: null });
  const code = await page.getByRole("combobox", { name: "地点" }).inputValue();
  link = `${server.url}/ask#${code}.${OFFICE}`;
});

test("服务器没有说急救电话，也写着这不是急救服务", async () => {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  await page.route("**/api/ask/*", async (route) => {
    const { emergency, ...older } = await (await route.fetch()).json();
    assert.equal(emergency, "120");
    await route.fulfill({ json: older });
  });
  await page.goto(link);
  await page.getByText("这不是急救服务，紧急情况请马上拨打急救电话。").waitFor(PATIENCE);
  await context.close();
});

test("居民扫码求助，不用账号，拿到受理号", async () => {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  people.resident = new Person(NAME, context, page, server.url);
  await page.goto(link);
  await settled(page);
  await page.getByRole("heading", { level: 1, name: "我要求助" }).waitFor(PATIENCE);
  await page.getByRole("link", { name: `打给社区：${OFFICE}` }).waitFor(PATIENCE);
  assert.match(await page.locator("form p").first().innerText(), /紧急情况请拨打120。$/, "before everything else");
  const ask = people.resident.button("我要求助");
  await ask.click();
  await page.getByText("说明：请填写。").waitFor(PATIENCE);
  await page.getByText("电话：请填写。").waitFor(PATIENCE);
  await page.getByRole("textbox", { name: /^您需要什么帮助/ }).fill(WHAT);
  await page.getByRole("textbox", { name: /^什么时候/ }).fill("周五上午");
  await page.getByRole("textbox", { name: /^姓名/ }).fill(NAME);
  await page.getByRole("textbox", { name: /^电话/ }).fill(WRONG);
  await people.resident.offline();
  await ask.click();
  await page.getByText("没有网络，请再试一次，或打电话。").waitFor(PATIENCE);
  await people.resident.online();
  // What is corrected meanwhile is what is sent: the desk sees it below.
  await page.getByRole("textbox", { name: /^电话/ }).fill(PHONE);
  await ask.click();
  await page.getByRole("heading", { name: "已经记下" }).waitFor(PATIENCE);
  number = (await page.locator(".ask-number").innerText()).trim();
  assert.match(number, /^\d{4}-\d{4}$/);
  assert.equal(await page.getByText(FIRST).count(), 0);
});

test("第一次其实已经收到，改了再发：还是同一件，说清以第一次为准", async () => {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  people.corrected = new Person("改电话的人", context, page, server.url);
  await page.goto(link);
  await settled(page);
  await page.getByRole("textbox", { name: /^您需要什么帮助/ }).fill(OTHER);
  await page.getByRole("textbox", { name: /^姓名/ }).fill("宋大爷");
  await page.getByRole("textbox", { name: /^电话/ }).fill("13977310630");
  const ask = people.corrected.button("我要求助");
  const heard = [];
  let lost = true;
  await page.route("**/api/ask", async (route) => {
    const answer = await route.fetch();
    heard.push(answer.status());
    // The first time it arrives, and the answer is lost on the way back.
    if (lost) await route.abort();
    else await route.fulfill({ response: answer });
    lost = false;
  });
  await ask.click();
  await page.getByText("没有网络，请再试一次，或打电话。").waitFor(PATIENCE);
  await page.getByRole("textbox", { name: /^电话/ }).fill("13977310631");
  await ask.click();
  await page.getByRole("heading", { name: "已经记下" }).waitFor(PATIENCE);
  await page.getByText(FIRST).waitFor(PATIENCE);
  assert.match((await page.locator(".ask-number").innerText()).trim(), /^\d{4}-\d{4}$/);
  assert.deepEqual(heard, [201, 409, 201]);
});

test("社区先打电话核实，再受理", async () => {
  const { worker } = people;
  const { page } = worker;
  await worker.tab("需求");
  const row = page.getByRole("article").filter({ hasText: number });
  await row.getByText("先打电话核实").waitFor(PATIENCE);
  await row.getByRole("link", { name: WHAT }).click();
  await page.getByRole("heading", { level: 1, name: WHAT }).waitFor(PATIENCE);
  await page.locator(`a[href="tel:${PHONE}"]`).first().waitFor(PATIENCE);
  assert.equal(await page.locator(`a[href="tel:${WRONG}"]`).count(), 0);
  assert.equal(await worker.button("受理").count(), 0, "nobody has called");
  await worker.button("已电话核实").click();
  await worker.button("受理").click(PATIENCE);
  await worker.text("已受理").first().waitFor(PATIENCE);
  assert.equal(await page.getByText("先打电话核实").count(), 0);
});

test("办完后回访，结案；居民什么也不用装", async () => {
  const { worker } = people;
  const { page } = worker;
  await worker.button("分派").click();
  const dialog = page.getByRole("dialog", { name: "分派" });
  await dialog.getByRole("combobox").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "分派" }).click();
  await worker.button("办结").click(PATIENCE);
  const done = page.getByRole("dialog", { name: "办结" });
  await done.getByRole("textbox").fill("陪去拿了药");
  await done.getByRole("button", { name: "办结" }).click();
  await worker.button("已回访").click(PATIENCE);
  const back = page.getByRole("dialog", { name: "已回访" });
  await back.getByText(PHONE).first().waitFor(PATIENCE);
  await back.getByRole("button", { name: "已回访" }).click();
  await worker.text("已结案").first().waitFor(PATIENCE);
  assert.equal((await people.resident.context.cookies()).length, 0);
});
