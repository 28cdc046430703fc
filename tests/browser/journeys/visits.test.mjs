// A home visit, from the need of somebody who has no account to the call that closes it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, signIn } from "./steps.mjs";

const TITLE = "陪李奶奶说说话";
const GRANDMA = "李奶奶";
const PHONE = "13900001234";
const ADDRESS = "银龄里3号楼2单元301";

let server;
let browser;
let day;
let need;
let shift;
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.first = await signIn(browser, server, "V33", "唐文博");
  people.second = await signIn(browser, server, "V52", "林桂芳");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const call = (worker) => worker.page.getByRole("region", { name: "电话告知" });

test("上门服务要先同意，居民接到电话，回访后结案", async (t) => {
  const { worker, first, second } = people;

  await t.test("给李奶奶发布需求、受理，开班次时默认两人上门", async () => {
    const { page } = worker;
    await worker.tab("需求");
    await worker.link("发布需求").click();
    await page.getByRole("textbox", { name: "标题" }).fill(TITLE);
    await page.getByRole("combobox", { name: "类别" }).selectOption({ label: "助老" });
    await page.getByRole("combobox", { name: "地点" }).selectOption({ label: "银龄" });
    const whom = page.getByRole("group", { name: "服务对象" });
    await whom.getByRole("textbox", { name: /^对方姓名/ }).fill(GRANDMA);
    await whom.getByRole("textbox", { name: /^对方电话/ }).fill(PHONE);
    await whom.getByRole("textbox", { name: /^地址/ }).fill(ADDRESS);
    await worker.button("发布").click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
    need = new URL(page.url()).pathname;
    await worker.button("受理").click();
    await worker.text("已受理").first().waitFor(PATIENCE);

    await worker.link("开班次").click();
    await worker.text("第一次上门两个人一起去：名额两个，至少两人。").waitFor(PATIENCE);
    assert.ok(await page.getByRole("radio", { name: "上门，自己确认" }).isChecked());
    assert.equal(await page.getByRole("textbox", { name: "名额" }).inputValue(), "2");
    assert.equal(await page.getByRole("textbox", { name: "最少人数" }).inputValue(), "2");
    await page.getByLabel("日期", { exact: true }).fill(day);
    await page.getByLabel("开始", { exact: true }).fill("06:00");
    await page.getByLabel("结束", { exact: true }).fill("07:00");
    await worker.button("开始招募").click();
    await page.waitForURL(/\/roster\//, PATIENCE);
    shift = new URL(page.url()).pathname.split("/").pop();
  });

  await t.test("两人报名，都要等社区同意", async () => {
    for (const person of [first, second]) {
      await person.open(`/help/${shift}`);
      await person.button("报名").click();
      await person.text("待同意").first().waitFor(PATIENCE);
    }
    await worker.page.getByRole("heading", { name: "待同意（2）" }).waitFor(PATIENCE);
    await worker.tab("工作台");
    await worker.page.getByRole("heading", { name: /^待同意（/ }).waitFor(PATIENCE);
    await worker.page.getByRole("link", { name: new RegExp(`^${TITLE}.*唐文博`) }).waitFor(PATIENCE);
  });

  await t.test("不安排可以马上撤销，同意之后才有门口暗号", async () => {
    await worker.open(`/roster/${shift}`);
    await worker.button("不安排林桂芳").click();
    const dialog = worker.page.getByRole("dialog", { name: "不安排林桂芳" });
    await dialog.getByRole("button", { name: "不安排", exact: true }).click();
    await dialog.getByText("原因：请填写。").first().waitFor(PATIENCE);
    await dialog.getByRole("button", { name: "由熟悉的人去" }).click();
    await dialog.getByRole("button", { name: "不安排", exact: true }).click();
    await worker.page.getByRole("heading", { name: "待同意（1）" }).waitFor(PATIENCE);
    await worker.button("撤销").click();
    await worker.page.getByRole("heading", { name: "待同意（2）" }).waitFor(PATIENCE);
    assert.equal(await worker.page.getByText(/^门口暗号/).count(), 0);

    await worker.button("同意唐文博").click();
    await worker.page.getByRole("heading", { name: "待同意（1）" }).waitFor(PATIENCE);
    await worker.button("同意林桂芳").click();
    await worker.page.getByRole("heading", { name: /^待同意/ }).waitFor({ state: "detached", ...PATIENCE });
    await worker.page.getByText(/^门口暗号\d{4}$/).waitFor(PATIENCE);
  });

  await t.test("工作台列出要打的电话：谁来、几点、什么暗号，念完点已告知", async () => {
    const word = (await worker.page.getByText(/^门口暗号\d{4}$/).innerText()).slice(-4);
    await worker.tab("工作台");
    await worker.page.getByRole("heading", { name: /^电话告知（/ }).waitFor(PATIENCE);
    await worker.page.getByRole("link", { name: new RegExp(`^${TITLE}.*${GRANDMA}`) }).click();
    await call(worker).waitFor(PATIENCE);
    await call(worker).getByText(ADDRESS).waitFor(PATIENCE);
    await call(worker).getByRole("link", { name: `打给${GRANDMA} ${PHONE}` }).waitFor(PATIENCE);
    const said = await call(worker).getByRole("blockquote").innerText();
    for (const words of [GRANDMA, "唐文博", "林桂芳", "06:00", TITLE, word]) assert.ok(said.includes(words), said);
    await worker.button(`已告知${GRANDMA}`).click();
    await call(worker).waitFor({ state: "detached", ...PATIENCE });
    await worker.page.getByText(/^居民已告知/).waitFor(PATIENCE);
  });

  await t.test("到了那天，两人到了，也做完了", async () => {
    await moveClock(server, moment(day, "05:58"));
    for (const person of [first, second]) {
      await person.open(`/check-in/${shift}`);
      await person.button("我到了").click();
      await person.page.getByRole("status").filter({ hasText: "已签到" }).waitFor(PATIENCE);
    }
    await moveClock(server, moment(day, "07:01"));
    for (const person of [first, second]) {
      await person.reload();
      await person.button("做完了").click();
      await person.button("做完了").waitFor({ state: "detached", ...PATIENCE });
    }
  });

  await t.test("时长确认后需求办结，没有账号的人不能直接结案", async () => {
    await worker.open(`/roster/${shift}`);
    await worker.button("全部确认（2）").click();
    await worker.page.getByText(/^已确认1小时/).first().waitFor(PATIENCE);
    await worker.tab("工作台");
    await worker.page.getByRole("heading", { name: /^待回访（/ }).waitFor(PATIENCE);
    await worker.open(need);
    await worker.text("已办完，待结案").waitFor(PATIENCE);
    assert.equal(await worker.button("结案").count(), 0);
  });

  await t.test("打电话回访，满意，结案", async () => {
    await worker.button("已回访").click();
    const dialog = worker.page.getByRole("dialog", { name: "已回访" });
    await dialog.getByRole("link", { name: `打给${GRANDMA} ${PHONE}` }).waitFor(PATIENCE);
    await dialog.getByRole("radio", { name: "帮到了", exact: true }).check();
    await dialog.getByRole("textbox", { name: /^对方怎么说/ }).fill("姑娘们说话耐心");
    await dialog.getByRole("radio", { name: "5" }).check();
    await dialog.getByRole("button", { name: "已回访" }).click();
    await worker.text("已结案").waitFor(PATIENCE);
    await worker.text("5分（满分5分）").waitFor(PATIENCE);
    await worker.text("姑娘们说话耐心").waitFor(PATIENCE);
  });
});
