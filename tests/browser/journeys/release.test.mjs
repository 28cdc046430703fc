// The binary that is deployed, its clock untouched: what was said without network outlives the tab
// and the browser, and is sent once.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { lastingPhone, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { PATIENCE, Person, signIn, signInOn } from "./steps.mjs";

const WAITS = "已存待发1条，有网就送出";

let server;
let browser;
let folder;
let context;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "linli-phone-"));
});
afterEach(async () => {
  await context?.close().catch(() => {});
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/// The phone is switched on: its storage is what it was.
async function switchOn({ offline = false } = {}) {
  context = await lastingPhone(folder, { language: "zh-Hans" });
  await context.setOffline(offline);
  const page = context.pages()[0] ?? await context.newPage();
  return new Person("the phone", context, page, server.url);
}

/// The browser ends without a chance to tidy up.
async function killBrowser() {
  const gone = context.waitForEvent("close");
  const [page] = context.pages();
  const wire = await context.newCDPSession(page ?? await context.newPage());
  await wire.send("Browser.crash").catch(() => {});
  await gone;
}

/// The first fetch may be on its way for a while: only what has come by now is there without network.
async function hasHeard(person) {
  await person.page.locator('a[href^="/help/"]').first().waitFor(PATIENCE);
}

/// The first shift that this person could do; they sign up for it on its page.
async function signUpForAny(person) {
  const { page } = person;
  await person.tab("去帮忙");
  await person.button("我能做").click();
  const card = page.getByRole("article").filter({ has: page.getByRole("button", { name: "报名", exact: true }) }).first();
  await card.getByRole("link").first().click();
  await page.waitForURL(/\/help\/[^/?]+$/, PATIENCE);
  await person.button("报名").click();
  return new URL(page.url()).pathname.split("/").pop();
}

/// How many times a sign-up goes over the wire with an answer.
function countSignUps(context) {
  const sent = { count: 0 };
  context.on("response", (response) => {
    const request = response.request();
    const isCommand = request.method() === "POST" && new URL(request.url()).pathname === "/api/commands";
    if (isCommand && /sign_up/.test(request.postData() ?? "")) sent.count += 1;
  });
  return sent;
}

/// How often a name stands on a roster, as the desk sees it.
async function timesOnRoster(shift, name) {
  const worker = await signIn(browser, server, "V07", "林雨桐");
  await worker.open(`/roster/${shift}`);
  await worker.page.getByRole("article", { name }).first().waitFor(PATIENCE);
  const times = await worker.page.getByRole("article", { name }).count();
  await worker.close();
  return times;
}

test("a sign-up made offline outlives its tab and a killed browser, and is sent once", async () => {
  let person = await switchOn();
  await person.open("/sign-in");
  await signInOn(person, "V52");
  await settled(person.page);
  // The phone was put away in between, as it is between two uses: browsers write cookies some seconds late. Without
  // its cookie the phone still shows what is saved, and asks to sign in again before it sends.
  await context.close();
  person = await switchOn();
  await person.open("/");
  await person.page.getByRole("navigation", { name: "主导航" }).waitFor(PATIENCE);
  await hasHeard(person);
  await person.offline();
  const shift = await signUpForAny(person);
  await person.text(WAITS).waitFor(PATIENCE);

  await person.page.close();
  await killBrowser();

  person = await switchOn({ offline: true });
  await person.open(`/help/${shift}`);
  await person.text(WAITS).waitFor(PATIENCE);
  await person.text("已保存，有网就送出。").waitFor(PATIENCE);

  const sent = countSignUps(context);
  await person.online();
  await person.text("报名成功").first().waitFor(PATIENCE);
  await person.text(WAITS).waitFor({ state: "detached", ...PATIENCE });
  await person.reload();
  await person.text("报名成功").first().waitFor(PATIENCE);
  assert.equal(sent.count, 1, "it was not sent exactly once");
  assert.equal(await timesOnRoster(shift, "林桂芳"), 1);
});

test("two tabs at once send what was saved once", async () => {
  const person = await switchOn();
  await person.open("/sign-in");
  await signInOn(person, "V33");
  await settled(person.page);
  const other = new Person("the other tab", context, await context.newPage(), server.url);
  await other.open("/");
  await hasHeard(person);
  await person.offline();
  const shift = await signUpForAny(person);
  for (const tab of [person, other]) await tab.text(WAITS).waitFor(PATIENCE);

  const sent = countSignUps(context);
  await person.online();
  for (const tab of [person, other]) {
    await tab.text(WAITS).waitFor({ state: "detached", ...PATIENCE });
  }
  await person.text("报名成功").first().waitFor(PATIENCE);
  assert.equal(sent.count, 1, "it was not sent exactly once");
  assert.equal(await timesOnRoster(shift, "唐文博"), 1);
});

test("what asking takes was lost on the way three times: it is fetched again, and the buttons come within seven seconds", async () => {
  // Without a service worker, that nothing is at hand.
  context = await phone(browser, { language: "zh-Hans", serviceWorkers: "block" });
  const person = new Person("林雨桐", context, await context.newPage(), server.url);
  const { page } = person;
  await page.goto(`${server.url}/sign-in`);
  await signInOn(person, "V07");
  await person.tab("去帮忙");
  const card = page.getByRole("article").filter({ has: person.button("报名") }).first();
  const path = await card.getByRole("link").first().getAttribute("href");
  let lost = 0;
  await context.route(/\/split_asking-/, (route) => {
    if (lost === 3) return route.continue();
    lost += 1;
    return route.abort();
  });
  await page.goto(server.url + path.replace("/help/", "/roster/"));
  await person.button("改期").waitFor({ timeout: 7000 });
  assert.equal(lost, 3, "nothing was lost on the way");
});
