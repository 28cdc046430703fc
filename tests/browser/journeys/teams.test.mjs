// Bring my team: places for a team, all or none; names now, later, or another.

import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { PATIENCE, dayAhead, findShift, openShift, postNeed, signInAll } from "./steps.mjs";

/// Two of the team.
const [ONE, OTHER] = ["姜子涵", "王一鸣"];

let server;
let browser;
let shift;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const accounts = { worker: ["V07", "林雨桐"], captain: ["V01", "周启禾"], one: ["V15", ONE], late: ["V33", "唐文博"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day: dayAhead(3), start: "14:00", end: "16:00", lead: "郑海朗" });
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const places = (captain, n) => captain.page.getByRole("heading", { name: `90后助老团：${n}个名额` });

test("队长带队报名：名额要么全有，要么都没有", async () => {
  const { captain, late } = people;
  await findShift(captain, shift);
  await captain.button("带队报名").click();
  const dialog = captain.page.getByRole("dialog", { name: "带队报名" });
  const count = dialog.getByRole("textbox", { name: /^来几个人/ });
  await count.fill("3");
  await dialog.getByRole("button", { name: "带3人报名" }).click();
  await dialog.getByText("这一班已满").or(dialog.getByText("已满")).first().waitFor(PATIENCE);
  await count.fill("2");
  await dialog.getByRole("button", { name: "带2人报名" }).click();
  await places(captain, 2).waitFor(PATIENCE);
  await findShift(late, shift);
  await late.button("排候补").waitFor(PATIENCE);
});

test("没有网络也能填名字；换一个人，前一个人马上知道", async () => {
  const { captain, one } = people;
  await captain.offline();
  await captain.button("填名字：第1个名额").click();
  const dialog = captain.page.getByRole("dialog", { name: "这个名额谁来？" });
  await dialog.getByRole("button", { name: new RegExp(ONE) }).click();
  await captain.button(`换人：${ONE}`).waitFor(PATIENCE);
  await captain.online();
  await one.open("/");
  await one.text("周启禾替您报了名。").waitFor(PATIENCE);
  await captain.button(`换人：${ONE}`).click();
  await dialog.getByRole("button", { name: new RegExp(OTHER) }).click();
  await captain.button(`换人：${OTHER}`).waitFor(PATIENCE);
  await one.open("/");
  await one.text("周启禾替您退出了。").waitFor(PATIENCE);
});

test("少一个名额，候补的人就补上", async () => {
  const { captain, late } = people;
  await late.button("排候补").click();
  await late.text("已满，您排在候补第1位").first().waitFor(PATIENCE);
  await captain.button("少一个名额").click();
  await captain.button("撤销").waitFor({ state: "detached", ...PATIENCE });
  await places(captain, 1).waitFor(PATIENCE);
  await late.open("/");
  await late.text("有空位了，您已确认。").waitFor(PATIENCE);
});
