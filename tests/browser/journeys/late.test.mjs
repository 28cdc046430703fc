// Late: a reminder the day before, and a place that became free a few hours before the start.

import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock } from "./clock.mjs";
import { PATIENCE, TITLE, dayAhead, findShift, moment, openShift, postNeed, signInAll } from "./steps.mjs";

const MINUTE = 60 * 1000;

let server;
let browser;
let start;
let shift;
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  const accounts = {
    worker: ["V07", "林雨桐"],
    first: ["V33", "唐文博"],
    second: ["V52", "林桂芳"],
    waits: ["V15", "姜子涵"],
  };
  Object.assign(people, await signInAll(browser, server, accounts));
  const day = dayAhead(3);
  start = moment(day, "14:00");
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day, start: "14:00", end: "16:00", lead: "周启禾" });
  for (const [part, button, said] of [
    ["first", "报名", "报名成功"],
    ["second", "报名", "报名成功"],
    ["waits", "排候补", "已满，您排在候补第1位"],
  ]) {
    await findShift(people[part], shift);
    await people[part].button(button).click();
    await people[part].text(said).first().waitFor(PATIENCE);
  }
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// The ticket of the shift on Today.
const ticket = (person) => person.page.getByRole("article", { name: TITLE, exact: true }).first();

async function today(person) {
  await person.open("/");
  await person.page.getByRole("heading", { level: 1 }).waitFor(PATIENCE);
}

test("前一天收到提醒，点“我会来”，队伍名单上看得见", async () => {
  const { worker, first } = people;
  await moveClock(server, new Date(start - 24 * 60 * MINUTE + 5 * MINUTE));
  await today(first);
  await first.text("快到日子了，您会来吗？").waitFor(PATIENCE);
  await ticket(first).getByRole("button", { name: "我会来", exact: true }).click();
  await ticket(first).getByText("您说会来", { exact: true }).waitFor(PATIENCE);
  await worker.open(`/roster/${shift}`);
  await worker.page.getByRole("article", { name: "唐文博", exact: true }).getByText("说会来").waitFor(PATIENCE);
});

test("开始前三小时有人来不了，问候补的人“您能来吗？”，一点就确认", async () => {
  const { second, waits } = people;
  await moveClock(server, new Date(start - 3 * 60 * MINUTE));
  await today(second);
  await ticket(second).getByRole("button", { name: "来不了", exact: true }).click();
  await second.text("已退出这一班，队长会马上知道").first().waitFor(PATIENCE);
  await second.button("撤销").waitFor({ state: "detached", ...PATIENCE });
  await today(waits);
  await ticket(waits).getByText("您能来吗？", { exact: true }).first().waitFor(PATIENCE);
  await ticket(waits).getByRole("button", { name: "能来", exact: true }).click();
  await ticket(waits).getByText("已确认", { exact: true }).first().waitFor(PATIENCE);
});

test("没在半小时内回复的人不再被问，名额空着时还能自己来", async () => {
  const { first, waits, second } = people;
  await findShift(second, shift);
  await second.button("排候补").click();
  await second.text("已满，您排在候补第1位").first().waitFor(PATIENCE);
  await today(waits);
  await ticket(waits).getByRole("button", { name: "来不了", exact: true }).click();
  await waits.button("撤销").waitFor({ state: "detached", ...PATIENCE });
  await today(second);
  await ticket(second).getByText("您能来吗？", { exact: true }).first().waitFor(PATIENCE);
  await moveClock(server, new Date(start - 2 * 60 * MINUTE));
  await today(second);
  await ticket(second).getByText("还有空位，您现在能来吗？", { exact: true }).waitFor(PATIENCE);
  await ticket(second).getByRole("button", { name: "能来", exact: true }).click();
  await ticket(second).getByText("已确认", { exact: true }).first().waitFor(PATIENCE);
  await today(first);
  await ticket(first).getByText("已确认", { exact: true }).first().waitFor(PATIENCE);
});
