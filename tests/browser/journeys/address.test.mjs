// The address of somebody who lives alone reaches the approved alone, from a day before the visit to a day after it.
//
// Three strings that occur nowhere else, and the name of the door word's field, are searched for in all that a phone holds, shows
// and is sent.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, sleep, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { held, places, signInHeard } from "./reached.mjs";
import { PATIENCE, dayAhead, moment } from "./steps.mjs";
import { Wire } from "./wire.mjs";

const TITLE = "陪独居老人说说话";
const RECIPIENT = "顾QZX81奶奶";
const PHONE = "13977310628";
const ADDRESS = "银龄里QK7VJ4号楼2单元301";
/// Plain digits and letters, so that no way of writing text hides them.
const CANARIES = ["QZX81", PHONE, "QK7VJ4"];
/// Four digits are found anywhere: under this name the door word travels and is stored.
const DOOR_WORD = '"door_word';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

let server;
let browser;
let day;
let start;
let end;
let shift;
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
  [start, end] = [moment(day, "06:00"), moment(day, "07:00")];
  // Their ticket is the first on Today, which alone tells where to go.
  for (const account of ["V15", "V33"]) await (await Wire.as(server, account)).promisesNothing();
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// Where something of it lies on a phone, or in what it was sent since a mark.
const found = (person, since = 0) => places(person, server, { canaries: [...CANARIES, DOOR_WORD], shift, since });

async function nowhere(person, since = 0) {
  assert.deepEqual(await found(person, since), [], person.name);
}

/// Nobody touches the phone: by itself it holds nothing of it soon.
async function forgets(person) {
  let left = ["not searched yet"];
  for (let tries = 0; left.length && tries < 30; tries += 1) {
    await sleep(500);
    left = await held(person, { canaries: [...CANARIES, DOOR_WORD], shift });
  }
  assert.deepEqual(left, [], person.name);
}

/// Whatever the phone holds and the server tells anew: nothing that was sent earlier.
const fromNow = async (person) => nowhere(person, await person.heard.mark());

async function signUp(person) {
  await person.open(`/help/${shift}`);
  await person.button("报名").click();
  await person.text("待同意").first().waitFor(PATIENCE);
}

test("独居老人的地址，批准前和退出后哪里都找不到", async (t) => {
  const { worker } = people;
  const { page } = worker;

  await t.test("给独居老人发布需求，开上门班次", async () => {
    await worker.tab("需求");
    await worker.link("发布需求").click();
    await page.getByRole("textbox", { name: "标题" }).fill(TITLE);
    await page.getByRole("combobox", { name: "类别" }).selectOption({ label: "助老" });
    await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "银龄" });
    const whom = page.getByRole("group", { name: "服务对象" });
    await whom.getByRole("textbox", { name: /^对方姓名/ }).fill(RECIPIENT);
    await whom.getByRole("textbox", { name: /^对方电话/ }).fill(PHONE);
    await whom.getByRole("textbox", { name: /^地址/ }).fill(ADDRESS);
    await worker.button("发布").click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
    await worker.button("受理").click();
    await worker.text("已受理").first().waitFor(PATIENCE);
    await worker.link("开班次").click();
    assert.ok(await page.getByRole("radio", { name: "上门，自己确认" }).isChecked());
    await page.getByRole("textbox", { name: "名额" }).fill("3");
    await page.getByLabel("日期", { exact: true }).fill(day);
    await page.getByLabel("开始", { exact: true }).fill("06:00");
    await page.getByLabel("结束", { exact: true }).fill("07:00");
    await worker.button("开始招募").click();
    await page.waitForURL(/\/roster\//, PATIENCE);
    shift = new URL(page.url()).pathname.split("/").pop();
  });

  await t.test("三人报名还没同意，第四人是其中一位的队长：四部手机上都找不到", async () => {
    const accounts = { stays: ["V15", "姜子涵"], leaves: ["V33", "唐文博"], declined: ["V52", "林桂芳"], lead: ["V03", "何书宁"] };
    for (const [part, [account, name]] of Object.entries(accounts)) {
      people[part] = await signInHeard(browser, server, account, name);
    }
    for (const part of ["stays", "leaves", "declined"]) await signUp(people[part]);
    for (const part of Object.keys(accounts)) await nowhere(people[part]);
  });

  await t.test("同意两人，不安排一人", async () => {
    await worker.open(`/roster/${shift}`);
    await worker.button("同意姜子涵").click();
    await page.getByRole("heading", { name: "待同意（2）" }).waitFor(PATIENCE);
    await worker.button("同意唐文博").click();
    await page.getByRole("heading", { name: "待同意（1）" }).waitFor(PATIENCE);
    await worker.button("不安排林桂芳").click();
    const dialog = page.getByRole("dialog", { name: "不安排林桂芳" });
    await dialog.getByRole("button", { name: "由熟悉的人去" }).click();
    await dialog.getByRole("button", { name: "不安排", exact: true }).click();
    await page.getByRole("heading", { name: /^待同意/ }).waitFor({ state: "detached", ...PATIENCE });
    await worker.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    await people.declined.open("/");
    await people.declined.page.getByText("由熟悉的人去").first().waitFor(PATIENCE);
  });

  await t.test("同意了但还早：两天多以前，和前一天的同一时刻差两分钟，都找不到", async () => {
    const { stays, leaves } = people;
    for (const person of [stays, leaves]) {
      await person.open(`/check-in/${shift}`);
      await person.text("已同意。地址前一天在这里显示。").waitFor(PATIENCE);
      await nowhere(person);
    }
    await moveClock(server, new Date(start - 24 * HOUR - 2 * MINUTE));
    for (const person of [stays, leaves]) await nowhere(person);
  });

  await t.test("前一天：同意的人看得到地址、电话和门口暗号，和工作台的一样", async () => {
    const { stays, leaves } = people;
    await moveClock(server, new Date(start - 24 * HOUR + MINUTE));
    await worker.open(`/roster/${shift}`);
    const said = page.getByText(/^门口暗号\d{4}$/);
    await said.waitFor(PATIENCE);
    const word = (await said.innerText()).slice(-4);
    for (const person of [stays, leaves]) {
      await person.open(`/check-in/${shift}`);
      const visited = (label) => person.page.getByRole("definition").filter({ hasText: label });
      await visited(ADDRESS).waitFor(PATIENCE);
      await visited(RECIPIENT).waitFor(PATIENCE);
      await visited(word).waitFor(PATIENCE);
      const call = person.link(`打给${RECIPIENT}`);
      assert.equal(await call.getAttribute("href"), `tel:${PHONE}`);
    }
  });

  await t.test("搜得到才算搜过：这两部手机上处处都找到了", async () => {
    for (const person of [people.stays, people.leaves]) {
      const there = await found(person);
      for (const canary of CANARIES) {
        for (const from of [/^IndexedDB .*\/replica$/, /^\/api\/changes$/, /^the server, asked anew$/, /^page \/check-in\//, /^page \/$/]) {
          const isThere = there.some((line) => line.startsWith(`${canary} in `) && from.test(line.slice(canary.length + 4)));
          assert.ok(isThere, `${person.name}: ${canary} is not found in ${from}: ${there.join("; ")}`);
        }
        assert.ok(!there.includes(`${canary} in the server's log`), "the log names whom a volunteer visits");
      }
      assert.ok(there.some((line) => line.startsWith(`${DOOR_WORD} in IndexedDB`)), "the door word is not found where it is");
      assert.ok(person.heard.texts.some(({ from }) => from === "/api/live"), "no event was heard");
      assert.ok(person.heard.texts.some(({ from }) => from === "/api/commands"), "no outcome was heard");
    }
  });

  await t.test("同时在没安排的人和队长的手机上，从头到尾都没有", async () => {
    await nowhere(people.declined);
    await nowhere(people.lead);
  });

  await t.test("退出以后：手机里、网页上、服务器的回答里，连同门口暗号，都没有了", async () => {
    const { leaves, stays } = people;
    await leaves.open("/");
    const mark = await leaves.heard.mark();
    const ticket = leaves.page.getByRole("article", { name: TITLE, exact: true }).first();
    await ticket.getByRole("button", { name: "来不了", exact: true }).click();
    await leaves.button("撤销").waitFor(PATIENCE);
    await leaves.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    await worker.open(`/roster/${shift}`);
    await page.getByText(/^不来的（/).waitFor(PATIENCE);
    await forgets(leaves);
    await nowhere(leaves, mark);
    const others = await found(stays);
    assert.ok(others.some((line) => /QK7VJ4 in IndexedDB/.test(line)), "whoever stays keeps the address");
  });

  await t.test("再报名，又要等同意，还是看不到", async () => {
    await signUp(people.leaves);
    await fromNow(people.leaves);
  });

  await t.test("上门做完，一天以内还看得到，过了一天就没有了", async () => {
    const { stays } = people;
    await moveClock(server, new Date(start - 2 * MINUTE));
    await stays.open(`/check-in/${shift}`);
    await stays.button("我到了").click();
    await stays.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
    await moveClock(server, new Date(+end + MINUTE));
    await stays.reload();
    await stays.button("做完了").click();
    await stays.button("做完了").waitFor({ state: "detached", ...PATIENCE });
    await moveClock(server, new Date(+end + 24 * HOUR - 2 * MINUTE));
    const there = await found(stays);
    for (const canary of CANARIES) assert.ok(there.some((line) => line.startsWith(`${canary} in IndexedDB`)), there.join("; "));
    await moveClock(server, new Date(+end + 24 * HOUR + MINUTE));
    await forgets(stays);
    await fromNow(stays);
    await fromNow(people.leaves);
    for (const part of ["declined", "lead"]) await nowhere(people[part]);
  });
});
