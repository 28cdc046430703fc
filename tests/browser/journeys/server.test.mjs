// One fair, from the posted need to the recorded hours: six phones, one server whose clock is moved.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, settled, startServer } from "../launch.mjs";
import {
  PATIENCE, TITLE, dayAhead, findShift, moment, openShift, postNeed, readCode, signInAll, typeCode,
} from "./steps.mjs";

let server;
let browser;
let day;
let shift;
let need;
const people = {};

const setClock = async (to) => {
  const answer = await fetch(`${server.url}/api/test/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ now: to.toISOString() }),
  });
  assert.equal(answer.status, 200, await answer.text());
};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a need becomes recorded hours, on phones that lose their network", async (t) => {
  await t.test("everybody signs in on a phone of their own", async () => {
    const accounts = { worker: ["V07", "林雨桐"], lead: ["V01", "周启禾"], first: ["V33", "唐文博"],
      second: ["V52", "林桂芳"], third: ["V15", "姜子涵"], late: ["V38", "谭晓雯"] };
    Object.assign(people, await signInAll(browser, server, accounts));
  });

  await t.test("the worker posts the need, accepts it and opens a shift with two places", async () => {
    need = await postNeed(people.worker);
    shift = await openShift(people.worker, { day, start: "06:00", end: "08:00", lead: "周启禾" });
  });

  await t.test("two volunteers sign up and are confirmed; one without network wants the last place too", async () => {
    const { first, second, late } = people;
    const signUp = async (person) => {
      await person.button("报名").click();
      await person.text("报名成功").first().waitFor(PATIENCE);
    };
    await findShift(first, shift);
    await signUp(first);
    await findShift(late, shift);
    await late.text("还差1人").waitFor(PATIENCE);
    await late.offline();
    await findShift(second, shift);
    await signUp(second);
    await late.button("报名").click();
    await late.text("已存待发1条，有网就送出").waitFor(PATIENCE);
  });

  await t.test("that one's phone finds the network again, and tells that it was not possible and why", async () => {
    const { late } = people;
    await late.online();
    await late.tab("今天");
    await late.text("没能办成，因为：").waitFor(PATIENCE);
    await late.page.getByText("名额已满").first().waitFor(PATIENCE);
    await late.button("知道了").first().click();
    await late.text("没能办成，因为：").waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("a third signs up without network, and is told that it is only saved", async () => {
    const { third } = people;
    await findShift(third, shift);
    await third.button("排候补").waitFor(PATIENCE);
    await third.offline();
    await third.button("排候补").click();
    await third.text("已存待发1条，有网就送出").waitFor(PATIENCE);
    await third.online();
    await third.text("已满，您排在候补第1位").waitFor(PATIENCE);
    await third.text("已存待发1条，有网就送出").waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("the lead sees two on the roster and one waiting", async () => {
    const { lead } = people;
    await lead.open(`/roster/${shift}`);
    await lead.page.getByRole("heading", { name: "名单（2）" }).waitFor(PATIENCE);
    await lead.page.getByRole("heading", { name: "候补（1）" }).waitFor(PATIENCE);
  });

  await t.test("one withdraws, and after seven seconds to think again the waiting one is in, and is told", async () => {
    const { second, third, lead } = people;
    await second.button("来不了").click();
    await second.button("撤销").waitFor(PATIENCE);
    await second.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    await third.tab("今天");
    await third.page.getByRole("article", { name: "有空位了，您已确认。" }).waitFor(PATIENCE);
    await third.page.getByRole("article", { name: TITLE }).first().waitFor(PATIENCE);
    await lead.page.getByRole("article", { name: "姜子涵" }).getByText("已确认", { exact: true }).waitFor(PATIENCE);
    await lead.page.getByRole("heading", { name: /^候补/ }).waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("the day comes: the first checks in with the code on the lead's screen", async () => {
    const { first, lead } = people;
    await setClock(moment(day, "05:58"));
    await lead.reload();
    await first.open(`/check-in/${shift}`);
    await typeCode(first, await readCode(lead));
    await first.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
  });

  await t.test("the other checks in without network: saved, to be verified, and verified later", async () => {
    const { third, lead } = people;
    await third.open(`/check-in/${shift}`);
    await third.page.getByRole("textbox", { name: "输入数字" }).waitFor(PATIENCE);
    await third.offline();
    await typeCode(third, await readCode(lead));
    await third.page.getByRole("status").filter({ hasText: "已保存，待核实" }).waitFor(PATIENCE);
    await third.online();
    await third.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
    for (const name of ["唐文博", "姜子涵"]) {
      const line = lead.page.getByRole("article", { name });
      await line.getByText("已签到", { exact: true }).waitFor(PATIENCE);
    }
  });

  await t.test("afterwards the lead confirms all hours", async () => {
    const { lead } = people;
    await setClock(moment(day, "08:30"));
    await lead.reload();
    await lead.button("全部确认（2）").click();
    await lead.button("全部确认（2）").waitFor({ state: "detached", ...PATIENCE });
    await lead.text("已确认2小时").first().waitFor(PATIENCE);
  });

  await t.test("each of the two finds the record under Me", async () => {
    for (const person of [people.first, people.third]) {
      await person.reload();
      await person.tab("我的");
      await person.link("我的记录").click();
      const record = person.page.getByRole("article", { name: TITLE });
      await record.getByText(/^2小时/).waitFor(PATIENCE);
      assert.match(await record.innerText(), /动态签到码/);
    }
  });

  await t.test("the one who withdrew has none", async () => {
    const { second } = people;
    await second.open("/me/records");
    await second.page.getByRole("heading", { level: 1, name: "我的记录" }).waitFor(PATIENCE);
    assert.equal(await second.page.getByRole("article", { name: TITLE }).count(), 0);
  });

  await t.test("the worker closes the need", async () => {
    const { worker } = people;
    await worker.open(need);
    await worker.text("已办完，待结案").waitFor(PATIENCE);
    await worker.button("结案").click();
    await worker.text("已结案").waitFor(PATIENCE);
  });

  await t.test("no page complained on the way", async () => {
    await settled(people.worker.page);
    for (const person of Object.values(people)) {
      // Without network a browser says so for every request.
      const left = person.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|401/.test(text));
      assert.deepEqual(left, [], person.name);
    }
  });
});
