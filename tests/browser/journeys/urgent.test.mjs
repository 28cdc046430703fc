// Urgent, at eight in the evening, and nobody comes forward: the desk finds a way out, and nobody waits in vain.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, openDesk, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, signIn } from "./steps.mjs";

const TITLE = "给李奶奶送退烧药";
const GRANDMA = "李奶奶";
const PHONE = "13900001234";
const TEAM = "90后助老团";

let server;
let browser;
let day;
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(1);
  await moveClock(server, moment(day, "18:30"));
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.lead = await signIn(browser, server, "V01", "周启禾");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

test("晚上八点的急需没人接", async (t) => {
  const { worker, lead } = people;
  const { page } = worker;
  const call = page.getByRole("region", { name: "电话告知" });

  await t.test("今晚急需：时间填好，写明不是急救服务，发布后给出发到群里的话", async () => {
    await worker.tab("工作台");
    await worker.button("发布并招募").click();
    const form = page.getByRole("form", { name: "发布并招募" });
    await form.getByRole("checkbox", { name: "今晚急需" }).check();
    await form.getByText("这不是急救服务，紧急情况请拨打120。").waitFor(PATIENCE);
    assert.equal(await form.getByLabel("日期", { exact: true }).inputValue(), day);
    assert.equal(await form.getByLabel("开始", { exact: true }).inputValue(), "19:00");
    await form.getByRole("textbox", { name: "标题" }).fill(TITLE);
    await form.getByLabel("开始", { exact: true }).fill("20:00");
    await form.getByLabel("结束", { exact: true }).fill("21:00");
    await form.getByRole("combobox", { name: "网格" }).selectOption({ label: "银龄" });
    await form.getByText("更多", { exact: true }).click();
    await form.getByRole("radio", { name: "上门，自己确认" }).check();
    assert.ok(await form.getByRole("radio", { name: "急", exact: true }).isChecked());
    const whom = form.getByRole("group", { name: "服务对象" });
    await whom.getByRole("textbox", { name: /^对方姓名/ }).fill(GRANDMA);
    await whom.getByRole("textbox", { name: /^对方电话/ }).fill(PHONE);
    await form.getByRole("button", { name: "发布并招募" }).click();
    const group = page.getByRole("region", { name: "今晚急需" });
    await group.getByText("已排在“今天”最前面，也发到群里吧。").waitFor(PATIENCE);
    await group.getByRole("button", { name: "复制到群" }).waitFor(PATIENCE);
    await group.getByRole("button", { name: "关闭" }).click();
    await worker.button("发布并招募").waitFor(PATIENCE);
  });

  await t.test("离开始不到一小时还没有人：工作台标出人数不足", async () => {
    const row = page.getByRole("link", { name: new RegExp(`^${TITLE}`) });
    await row.first().waitFor(PATIENCE);
    assert.doesNotMatch(await row.first().innerText(), /人数不足/);
    await moveClock(server, moment(day, "19:10"));
    await openDesk(worker, moment(day, "19:10"));
    await page.getByRole("link", { name: new RegExp(`^${TITLE}.*人数不足`) }).click(PATIENCE);
    await worker.text("还缺2人，就快开始了。").waitFor(PATIENCE);
    await worker.link("改时间").waitFor(PATIENCE);
  });

  await t.test("请一支服务队，队里的人在“今天”看到", async () => {
    await worker.button("请团队").click();
    const dialog = page.getByRole("dialog", { name: "请团队" });
    await dialog.getByRole("button", { name: `请${TEAM}` }).click();
    const team = dialog.getByRole("article", { name: TEAM });
    await team.getByText("已请", { exact: true }).waitFor(PATIENCE);
    await dialog.getByRole("button", { name: "关闭" }).click();
    await lead.open("/");
    await lead.page.getByText("请您的服务队帮忙：还差2人。").first().waitFor(PATIENCE);
  });

  await t.test("还是没有人，办不了：说明后果，给出电话", async () => {
    await worker.button("办不了").click();
    const dialog = page.getByRole("dialog", { name: "这一班办不了？" });
    await dialog.getByText("这条需求会退回，重新安排。").waitFor(PATIENCE);
    await dialog.getByRole("link", { name: `打给${GRANDMA} ${PHONE}` }).waitFor(PATIENCE);
    await dialog.getByRole("button", { name: "没有找到人" }).click();
    await dialog.getByRole("button", { name: "办不了" }).click();
    await worker.text(`已取消：${TITLE}`).first().waitFor(PATIENCE);
  });

  await t.test("居民接到电话：没有人来，为什么", async () => {
    await worker.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    const said = await call.getByRole("blockquote").innerText(PATIENCE);
    assert.match(said, /没有人能来了/);
    assert.match(said, /没有找到人/);
    await worker.button(`已告知${GRANDMA}`).click();
    await call.waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("需求重新待办，可以再开班次", async () => {
    await worker.tab("需求");
    await page.getByRole("radio", { name: /^未办结（/ }).check();
    await worker.link(TITLE).click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
    await worker.text("已受理").first().waitFor(PATIENCE);
    await worker.link("开班次").waitFor(PATIENCE);
    await worker.link("再发一次").click();
    const form = page.getByRole("form", { name: "发布并招募" });
    assert.equal(await form.getByRole("textbox", { name: "标题" }).inputValue(), TITLE);
    assert.equal(await form.getByLabel("日期", { exact: true }).inputValue(), dayAhead(7, moment(day, "12:00").getTime()));
    assert.equal(await form.getByLabel("开始", { exact: true }).inputValue(), "20:00");
  });
});
