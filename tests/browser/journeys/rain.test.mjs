// Seven in the morning, and it rains: several shifts are called off at once, and whoever has not seen it is called.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock } from "./clock.mjs";
import { PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, signIn } from "./steps.mjs";

/// Hours at which the demo community has nothing of that name.
const TIMES = [["09:05", "09:55"], ["10:05", "10:55"], ["14:05", "14:55"]];

let server;
let browser;
let day;
const shifts = [];
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(2);
  const accounts = { worker: ["V07", "林雨桐"], first: ["V33", "唐文博"], second: ["V52", "林桂芳"] };
  for (const [part, [account, name]] of Object.entries(accounts)) {
    people[part] = await signIn(browser, server, account, name);
  }
  const need = await postNeed(people.worker);
  for (const [start, end] of TIMES) {
    await people.worker.open(need);
    shifts.push(await openShift(people.worker, { day, start, end, lead: "周启禾" }));
  }
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const signUp = async (person, shift) => {
  await person.open(`/help/${shift}`);
  await person.button("报名").click();
  await person.text("报名成功").first().waitFor(PATIENCE);
};

test("早上七点下雨", async (t) => {
  const { worker, first, second } = people;
  const { page } = worker;
  const boxes = TIMES.map(([start]) => page.getByRole("checkbox", { name: new RegExp(`${TITLE}.*${start}`) }));

  await t.test("有人报了两班，有人报了一班", async () => {
    await signUp(first, shifts[0]);
    await signUp(first, shifts[1]);
    await signUp(second, shifts[2]);
    await moveClock(server, moment(day, "07:00"));
  });

  await t.test("工作台选三班一起取消；没选或没写原因会说", async () => {
    await worker.open("/desk");
    await worker.link("批量处理").click();
    await worker.button("取消（0）").click();
    await worker.text("请至少选一班。").waitFor(PATIENCE);
    for (const box of boxes) await box.check();
    await page.getByRole("radio", { name: "其他" }).check();
    await worker.button("取消（3）").click();
    await worker.text("原因：请填写。").first().waitFor(PATIENCE);
    await page.getByRole("radio", { name: "下雨" }).check();
  });

  await t.test("一次撤销，三班都回来，还选着", async () => {
    await worker.button("取消（3）").click();
    await worker.text("3班中已办0班").waitFor(PATIENCE);
    await worker.button("撤销").click();
    await worker.button("取消（3）").waitFor(PATIENCE);
    for (const box of boxes) assert.ok(await box.isChecked());
  });

  await t.test("再取消，办完后是一张没通知到的名单，每人一行", async () => {
    await worker.button("取消（3）").click();
    await worker.text("取消好了：3班。").waitFor({ timeout: 40_000 });
    await page.getByRole("heading", { name: "未通知到（3）", exact: true }).waitFor(PATIENCE);
    for (const name of ["周启禾", "唐文博", "林桂芳"]) {
      assert.equal(await page.getByRole("article", { name, exact: true }).count(), 1, name);
    }
  });

  await t.test("一个电话告知两班，看过消息的人不用打", async () => {
    await worker.button("已电话通知唐文博").click();
    await page.getByRole("heading", { name: "未通知到（2）", exact: true }).waitFor(PATIENCE);
    await second.open("/");
    await second.page.getByRole("article", { name: "已取消：下雨" }).getByRole("button", { name: "知道了" }).click(PATIENCE);
    await page.getByRole("heading", { name: "未通知到（1）", exact: true }).waitFor(PATIENCE);
    await worker.button("已电话通知周启禾").click();
    await page.getByRole("heading", { name: /^未通知到/ }).waitFor({ state: "detached", ...PATIENCE });
    await worker.text("都通知到了。").waitFor(PATIENCE);
    await worker.open(`/roster/${shifts[1]}`);
    await worker.text("已取消").first().waitFor(PATIENCE);
    assert.equal(await page.getByRole("heading", { name: /^未通知到/ }).count(), 0);
  });
});
