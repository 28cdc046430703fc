// A phone is lost: its person signs it out from another one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launchBrowser, startServer } from "../launch.mjs";
import { PATIENCE, signIn } from "./steps.mjs";

const ENDED = "请重新登录，已保存的会在登录后送出。";
const DEVICE = "Linux · Chrome";

let server;
let browser;
let here;
let lost;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  lost = await signIn(browser, server, "V33", "唐文博");
  here = await signIn(browser, server, "V33", "唐文博");
});
after(async () => {
  for (const person of [here, lost]) await person?.close();
  await browser?.close();
  await server?.stop();
});

const devices = () => here.page.getByRole("article", { name: DEVICE, exact: true });

test("手机丢了：在“我的”里看到它，让它退出", async () => {
  await here.tab("我的");
  await here.page.getByRole("heading", { name: "已登录的设备" }).waitFor(PATIENCE);
  await devices().nth(1).waitFor(PATIENCE);
  await devices().filter({ hasText: "本机" }).waitFor(PATIENCE);
  const other = devices().filter({ hasText: "最近使用：今天" });
  assert.deepEqual(await axe(here.page), []);
  await other.getByRole("button", { name: `退出：${DEVICE}`, exact: true }).click();
  await here.text(`已退出：${DEVICE}`).first().waitFor(PATIENCE);
  await here.text("只在这部设备上登录。").waitFor(PATIENCE);
  assert.equal(await devices().count(), 1);
  await lost.reload();
  await lost.text(ENDED).first().waitFor(PATIENCE);
});

test("一次退出其他所有设备", async () => {
  const other = await signIn(browser, server, "V33", "唐文博");
  await here.open("/me");
  await devices().nth(1).waitFor(PATIENCE);
  await here.button("退出其他设备").click();
  await here.text("其他设备已退出").first().waitFor(PATIENCE);
  await here.text("只在这部设备上登录。").waitFor(PATIENCE);
  await other.reload();
  await other.text(ENDED).first().waitFor(PATIENCE);
  await other.close();
  // The slip goes; what was read aloud stays.
  await here.text("其他设备已退出").nth(1).waitFor({ state: "detached", ...PATIENCE });
});

test("没有网络时说明有网后就能看到，有网了再试一次", async () => {
  await here.tab("今天");
  await here.offline();
  await here.tab("我的");
  await here.text("有网后就能看到。").waitFor(PATIENCE);
  assert.deepEqual(await axe(here.page), []);
  await here.online();
  await here.button("再试一次").click();
  await devices().first().waitFor(PATIENCE);
  assert.deepEqual(here.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text)), []);
});
