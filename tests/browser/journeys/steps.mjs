// What people do on their phones, step by step, found as people find it: by role and by name.
//
// Every step waits for what the screen then says, so that a journey reads as a row of sentences.

import assert from "node:assert/strict";
import { SLOWNESS, complaints, phone, settled } from "../launch.mjs";

export const TITLE = "便民大集摊位";
const PASSWORD = "linli-demo";
const DAY_MS = 24 * 60 * 60 * 1000;

/// An answer may need a round to the server, a hint and a fetch.
export const PATIENCE = { timeout: 15_000 * SLOWNESS };

// ---------------------------------------------------------------------- people

/// Somebody with a phone of their own.
export class Person {
  constructor(name, context, page, url) {
    Object.assign(this, { name, context, page, url, complaints: complaints(page) });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.page.getByRole("link", { name, exact: true });
  }

  text(words, options = {}) {
    return this.page.getByText(words, { exact: true, ...options });
  }

  /// Goes somewhere by the bar at the foot of the screen.
  async tab(name) {
    const bar = this.page.getByRole("navigation", { name: "主导航" });
    const link = bar.getByRole("link", { name, exact: true });
    const path = await link.getAttribute("href");
    await link.click();
    // The bar says at once where one goes; the address changes with the page.
    await this.page.waitForURL((at) => at.pathname === path, PATIENCE);
    await this.page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
  }

  async open(path) {
    await this.page.goto(this.url + path);
    await settled(this.page);
  }

  async reload() {
    await this.page.reload();
    await settled(this.page);
  }

  async offline() {
    await this.context.setOffline(true);
  }

  async online() {
    await this.context.setOffline(false);
  }

  async close() {
    await this.context.close();
  }
}

/// Opens the app on a new phone and signs in.
export async function signIn(browser, server, account, name) {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  const person = new Person(name, context, page, server.url);
  await person.open("/sign-in");
  await signInOn(person, account);
  return person;
}

/// The same for several, one after the other: `{ part: [account, name] }`.
export async function signInAll(browser, server, accounts) {
  const people = {};
  for (const [part, [account, name]] of Object.entries(accounts)) {
    people[part] = await signIn(browser, server, account, name);
  }
  return people;
}

/// Signs in on a phone that shows the way in.
export async function signInOn(person, account, password = PASSWORD, patience = PATIENCE) {
  const { page } = person;
  await page.getByRole("textbox", { name: "志愿者编号或账号" }).fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await person.button("登录").click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor(patience);
}

// ---------------------------------------------------------------------- needs and shifts

/// So many days from now, as a date field takes it, by the community's clock.
export function dayAhead(days, from = Date.now()) {
  return new Date(from + days * DAY_MS).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
}

/// The day of a moment, or one as a date field takes it, as people say it by the community's clock.
export function inWords(day) {
  return new Date(day).toLocaleDateString("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric" });
}

/// The moment of a time on a day, by the community's clock.
export function moment(day, time) {
  return new Date(`${day}T${time}:00+08:00`);
}

/// A community worker posts the need, accepts it and stands on its page.
export async function postNeed(worker) {
  const { page } = worker;
  await worker.tab("需求");
  await worker.link("发布需求").click();
  await page.getByRole("textbox", { name: "标题" }).fill(TITLE);
  await page.getByRole("combobox", { name: "类别" }).selectOption({ label: "活动" });
  await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "商圈" });
  await worker.button("发布").click();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
  await worker.button("受理").click();
  await worker.text("已受理").first().waitFor(PATIENCE);
  return new URL(page.url()).pathname;
}

/// The worker opens a shift for the need whose page is open; answers the shift's id.
export async function openShift(worker, { day, start, end, lead, deputy, places = 2 }) {
  const { page } = worker;
  // Once in some hundred times the tap falls on a button that is just being replaced (the need was accepted a moment ago),
  // and is lost: whoever stands there taps again.
  const form = page.getByRole("textbox", { name: "标题" });
  await worker.link("开班次").click();
  await form.waitFor({ timeout: 5000 }).catch(() => worker.link("开班次").click());
  assert.equal(await page.getByRole("textbox", { name: "标题" }).inputValue(), TITLE);
  await page.getByLabel("日期", { exact: true }).fill(day);
  await page.getByLabel("开始", { exact: true }).fill(start);
  await page.getByLabel("结束", { exact: true }).fill(end);
  await page.getByRole("textbox", { name: "名额" }).fill(String(places));
  await page.getByRole("combobox", { name: /^队长/ }).selectOption({ label: lead });
  if (deputy) await page.getByRole("combobox", { name: /^副队长/ }).selectOption({ label: deputy });
  await page.getByRole("textbox", { name: /^集合地点/ }).fill("商圈广场西侧红棚");
  await worker.button("开始招募").click();
  await page.waitForURL(/\/roster\//, PATIENCE);
  await worker.text("还没有人报名。").waitFor(PATIENCE);
  return new URL(page.url()).pathname.split("/").pop();
}

/// A volunteer signs up for a shift that has a place for them.
export async function signUp(person, shift) {
  await person.open(`/help/${shift}`);
  await person.button("报名").click();
  await person.text("报名成功").first().waitFor(PATIENCE);
}

/// A volunteer finds the shift under "Help" and reads it; the title leads there.
export async function findShift(person, shift) {
  await person.tab("去帮忙");
  const link = person.page.locator(`a[href="/help/${shift}"]`);
  await link.waitFor(PATIENCE);
  assert.equal((await link.innerText()).trim(), TITLE);
  await link.click();
  await person.page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
}

// ---------------------------------------------------------------------- the day itself

/// The eight digits on the lead's screen.
export async function readCode(lead) {
  const panel = lead.page.getByRole("region", { name: "签到码", exact: true });
  await panel.waitFor(PATIENCE);
  const name = await panel.getByRole("img").getAttribute("aria-label");
  const digits = name.replace(/\D/g, "");
  assert.match(digits, /^\d{8}$/, `"${name}" holds no eight digits`);
  return digits;
}

/// Types the code that the lead shows; the last digit checks in.
export async function typeCode(person, digits) {
  await person.page.getByRole("textbox", { name: "输入数字" }).fill(digits);
}
