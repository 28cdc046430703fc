// Signing out holds: without network, and in every tab.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, settled, sleep, startServer } from "../launch.mjs";
import { left } from "./reached.mjs";
import { PATIENCE, signInAll, signInOn } from "./steps.mjs";
import { Wire } from "./wire.mjs";

const NAME = "高雅楠";

let server;
let browser;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const accounts = { far: ["V33", "唐文博"], twice: ["V36", NAME] };
  Object.assign(people, await signInAll(browser, server, accounts));
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// Where what was asked before is waited for first, as long as anybody waits.
const LONG = { timeout: 30_000 };

const wayIn = (page) => page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);

/// Whether the server would take what this phone sends for its person's.
async function isKnown({ context, url }) {
  const answer = await context.request.get(`${url}/api/session`);
  return answer.status() === 200;
}

/// The server hears of it at last.
async function untilForgotten(person) {
  for (let tries = 0; await isKnown(person); tries += 1) {
    assert.ok(tries < 50, "the server was never told");
    await sleep(200);
  }
}

/// Signs out in a stairwell, where nobody can tell how they come back.
async function signOutFarAway(person) {
  const { page } = person;
  await person.open("/me");
  await person.button("退出登录").waitFor(PATIENCE);
  await person.offline();
  await person.button("退出登录").click();
  const dialog = page.getByRole("dialog", { name: "要退出登录吗？" });
  await dialog.getByText("如果您是扫码进来的，要再进来，得向社区要一个新码。").waitFor(PATIENCE);
  await dialog.getByRole("button", { name: "退出登录", exact: true }).click();
  await wayIn(page);
  assert.equal(await page.getByText("没有网络，照常使用，有网就送出").count(), 0, "of nobody there is anything to send");
}

test("没有网络时退出，关掉再联网打开，还是登录页，服务器也忘了他", async () => {
  const { far } = people;
  await signOutFarAway(far);
  await far.page.close();
  await far.online();
  assert.ok(await isKnown(far), "the cookie is still here, and must let nobody in");
  far.page = await far.context.newPage();
  await far.open("/");
  await wayIn(far.page);
  await untilForgotten(far);
  await far.reload();
  await wayIn(far.page);
});

test("没有网络时退出，一联网服务器就听说；再登录以后不会又被退出", async () => {
  const { far } = people;
  await signInOn(far, "V33");
  await signOutFarAway(far);
  await far.online();
  await untilForgotten(far);
  await signInOn(far, "V33");
  await far.reload();
  await far.page.getByRole("navigation", { name: "主导航" }).waitFor(PATIENCE);
  assert.ok(await isKnown(far));
});

test("告别还在路上就又登录：进得来，也留得住", async () => {
  const { far } = people;
  await signOutFarAway(far);
  let held = 0;
  await far.context.route("**/api/session", async (route) => {
    if (route.request().method() === "DELETE") {
      held += 1;
      // Once longer than anybody waits for it.
      await sleep(held === 1 ? 7000 : 2000);
    }
    await route.continue().catch(() => {});
  });
  // Two tabs hear of the network at the same moment.
  const second = await far.context.newPage();
  await far.online();
  await second.goto(`${far.url}/sign-in`);
  await signInOn(far, "V33", undefined, LONG);
  await sleep(8000);
  assert.ok(held > 0, "nobody said goodbye");
  assert.ok(await isKnown(far), "the goodbye of before ended the session of now");
  await far.context.unroute("**/api/session");
  await second.close();
});

test("网络慢得没有回音，退出也只等几秒，没送出的先列出来", async () => {
  const { far } = people;
  const { page } = far;
  await far.open("/help");
  const offer = page.getByRole("button", { name: "报名", exact: true }).first();
  await offer.waitFor(PATIENCE);
  await far.offline();
  await offer.click();
  await page.getByText(/^已存待发1条/).waitFor(PATIENCE);
  // Whatever is asked now is never answered.
  const silent = /\/api\/(commands|session)/;
  await far.context.route(silent, () => {});
  await far.online();
  await far.tab("我的");
  await far.button("退出登录").click();
  const dialog = page.getByRole("dialog", { name: "还没有送出" });
  await dialog.getByText("还有1条没有送出。").waitFor(LONG);
  await dialog.getByRole("button", { name: "放弃并退出" }).click();
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(LONG);
  await far.context.unroute(silent);
  await far.reload();
  await untilForgotten(far);
});

test("一个标签页退出，另一个也回到登录页，手机上什么都不留", async () => {
  const { twice } = people;
  const wire = await Wire.as(server, "V36");
  const [me] = (await wire.seen("person")).filter(({ id }) => id === wire.person);
  const canaries = [NAME, me.id, me.about.phone];
  const second = await twice.context.newPage();
  await second.goto(`${twice.url}/me`);
  await settled(second);
  await second.getByRole("heading", { level: 1, name: NAME }).waitFor(PATIENCE);
  const before = await left({ page: second }, canaries);
  for (const canary of canaries) assert.ok(before.some((where) => where.startsWith(canary)), `${canary} was never here: the search is blind`);
  await twice.open("/me");
  await twice.button("退出登录").click(PATIENCE);
  await wayIn(twice.page);
  await wayIn(second);
  // Longer than a round that was on its way.
  await sleep(2000);
  assert.deepEqual(await left(twice, canaries), []);
  assert.deepEqual(await left({ page: second }, canaries), []);
  const names = await second.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(names.every((name) => !name.includes(wire.person)), `${names}`);
});
