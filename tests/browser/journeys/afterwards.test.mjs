// What happens afterwards: a sheet of paper becomes hours, an absence is taken back, an hour is corrected, and a shift
// that was put off asks everybody again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, signInAll } from "./steps.mjs";
import { Wire, aShift, fresh } from "./wire.mjs";

/// Early enough that the demo community asks nobody for that hour.
const START = "06:00";
/// A command that can be taken back waits seven seconds before it goes.
const HELD = { timeout: 40_000 };

let server;
let browser;
/// Days of the shift on paper, of the absence, of the shift that is put off, and the days to which it is.
const days = {};
const shifts = {};
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  Object.assign(days, { paper: dayAhead(3), absence: dayAhead(4), rain: dayAhead(7), dry: dayAhead(8), later: dayAhead(9) });
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  const accounts = { lead: ["V01", "周启禾"], first: ["V33", "唐文博"], second: ["V52", "林桂芳"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  const need = await postNeed(people.worker);
  const ends = { paper: "08:00", absence: "07:00", rain: "07:00" };
  for (const [which, end] of Object.entries(ends)) {
    await people.worker.open(need);
    shifts[which] = await openShift(people.worker, { day: days[which], start: START, end, lead: "周启禾" });
  }
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

const onRoster = (person, name) => person.page.getByRole("article", { name, exact: true }).first();
const record = (person) => person.page.getByRole("article", { name: TITLE });

/// Opens Today, with every notice.
const openToday = async (person) => {
  await person.open("/");
  await person.page.getByRole("heading", { name: "给您的消息" }).first().waitFor(PATIENCE);
  const more = person.button("再看一些");
  if (await more.count()) await more.first().click();
};

const signUp = async (person, shift) => {
  await person.open(`/help/${shift}`);
  await person.button("报名").click();
  await person.text("报名成功").first().waitFor(PATIENCE);
};

test("名单从打印到时长：纸上签名，事后补录，由另一个人确认", async (t) => {
  const { worker, lead, first, second } = people;
  const dialog = worker.page.getByRole("dialog", { name: "补录名单" });

  await t.test("报名一人，打印出来的名单有名字、方框和签名的地方，开始前还不能补录", async () => {
    await signUp(first, shifts.paper);
    await worker.open(`/roster/${shifts.paper}`);
    await onRoster(worker, "唐文博").waitFor(PATIENCE);
    await worker.button("打印名单").waitFor(PATIENCE);
    assert.equal(await worker.button("补录名单").count(), 0);
    await worker.page.emulateMedia({ media: "print", colorScheme: "light" });
    const paper = await worker.page.locator("body").innerText();
    for (const words of [TITLE, "唐文博", "签名", "起止时间", "队长签名"]) assert.ok(paper.includes(words), paper);
    await worker.page.emulateMedia({ media: null });
  });

  await t.test("结束后工作人员照纸补录：一个名字都没勾会说", async () => {
    await moveClock(server, moment(days.paper, "08:30"));
    await worker.reload();
    await worker.button("补录名单").click();
    await dialog.getByRole("button", { name: "补录（0）" }).click();
    await dialog.getByText("请至少勾一个名字。").waitFor(PATIENCE);
    assert.equal(await dialog.getByLabel("从", { exact: true }).inputValue(), "06:00");
    assert.equal(await dialog.getByLabel("到", { exact: true }).inputValue(), "08:00");
  });

  await t.test("名单上的全部打勾，没报名也来了的人找出来加上", async () => {
    await dialog.getByRole("button", { name: "全部打勾" }).click();
    assert.ok(await dialog.getByRole("checkbox", { name: "唐文博" }).isChecked());
    await dialog.getByRole("searchbox", { name: "姓名、电话或志愿者编号" }).fill("林桂");
    await dialog.getByRole("button", { name: "加上林桂芳" }).click();
    assert.ok(await dialog.getByRole("checkbox", { name: "林桂芳" }).isChecked());
    await dialog.getByRole("button", { name: "补录（2）" }).click();
    await worker.text("已补录2人").first().waitFor(PATIENCE);
  });

  await t.test("补录的人自己不能确认，按钮事先就写明", async () => {
    for (const name of ["唐文博", "林桂芳"]) {
      await onRoster(worker, name).getByText("您补录的，需要另一位确认", { exact: true }).waitFor(PATIENCE);
    }
    await worker.text("您补录的2人要由另一位确认。").waitFor(PATIENCE);
    assert.equal(await worker.button("全部确认（2）").getAttribute("aria-disabled"), "true");
  });

  await t.test("队长是另一位，确认后两人都有时长，写明是事后补录", async () => {
    await lead.open(`/roster/${shifts.paper}`);
    await onRoster(lead, "林桂芳").getByText("事后补录，需要另一位确认", { exact: true }).waitFor(PATIENCE);
    await lead.button("全部确认（2）").click();
    await lead.text("已确认2小时").first().waitFor(PATIENCE);
    for (const person of [first, second]) {
      await person.open("/me/records");
      await record(person).getByText(/^2小时/).waitFor(PATIENCE);
      await record(person).getByText("事后补录", { exact: true }).waitFor(PATIENCE);
    }
  });
});

test("时长有误，五个工作日内答复", async (t) => {
  const { worker, first } = people;
  const { page } = worker;

  await t.test("本人写明哪里不对，没写原因会说，提交后看得到最迟哪天答复", async () => {
    await first.open("/me/records");
    await first.button(`时长有误：${TITLE}`).click();
    const dialog = first.page.getByRole("dialog", { name: `时长有误：${TITLE}` });
    await dialog.getByRole("button", { name: "提交" }).click();
    await dialog.getByText("原因：请填写。").first().waitFor(PATIENCE);
    await dialog.getByRole("textbox", { name: "原因" }).fill("我七点五十就走了");
    await dialog.getByRole("button", { name: "提交" }).click();
    await first.text("已提交，五个工作日内答复。").first().waitFor(PATIENCE);
    await record(first).getByText("您说：我七点五十就走了").waitFor(PATIENCE);
    await record(first).getByText(/^五个工作日内答复，最迟/).waitFor(PATIENCE);
    assert.equal(await first.button(`时长有误：${TITLE}`).count(), 0);
  });

  await t.test("工作台列出是谁、最迟哪天，改了分钟数，写了原因", async () => {
    await worker.open("/desk");
    await page.getByRole("heading", { name: "时长有误（1）" }).waitFor(PATIENCE);
    await page.getByRole("link", { name: new RegExp(`^唐文博.*${TITLE}.*前`) }).click();
    await worker.text("我七点五十就走了").waitFor(PATIENCE);
    const minutes = page.getByRole("textbox", { name: "分钟数" });
    assert.equal(await minutes.inputValue(), "120");
    await minutes.fill("110");
    await page.getByRole("textbox", { name: "原因" }).fill("照签名单改");
    await worker.button("答复").click();
    await worker.text("已经答复过了。").waitFor(PATIENCE);
    await page.getByRole("heading", { name: /^时长有误（/ }).waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("本人看到更正和原因", async () => {
    await openToday(first);
    await first.page.getByRole("article", { name: /^社区已核实。.*照签名单改/ }).waitFor(PATIENCE);
    await first.open("/me/records");
    await record(first).getByText(/^由2小时更正为1小时50分/).waitFor(PATIENCE);
    await record(first).getByText(/答复：照签名单改$/).waitFor(PATIENCE);
  });
});

test("被记缺勤的人说“我来了”，队长改过来，时长有了", async (t) => {
  const { lead, first } = people;

  await t.test("队长把他记为缺勤，他在“今天”看到，说自己来了", async () => {
    await signUp(first, shifts.absence);
    await moveClock(server, moment(days.absence, "07:30"));
    await lead.open(`/roster/${shifts.absence}`);
    await lead.button("唐文博缺勤").click();
    await onRoster(lead, "唐文博").getByText("缺勤", { exact: true }).first().waitFor(PATIENCE);
    await openToday(first);
    const told = first.page.getByRole("article", { name: "您被记为缺勤。如果您来了，请告诉我们。" });
    await told.getByRole("link", { name: "我来了", exact: true }).click(PATIENCE);
    const dialog = first.page.getByRole("dialog", { name: "我来了" });
    await dialog.getByRole("button", { name: "我来了" }).click();
    await dialog.getByText("原因：请填写。").first().waitFor(PATIENCE);
    await dialog.getByRole("textbox", { name: "原因" }).fill("六点就在红棚，王阿姨看见我");
    await dialog.getByRole("button", { name: "我来了" }).click();
    await first.text("您说来了：六点就在红棚，王阿姨看见我。等队长核实。").waitFor(PATIENCE);
  });

  await t.test("队长的名单上他排在最前面，维持缺勤要写原因，可以马上撤销", async () => {
    await openToday(lead);
    await lead.page.getByRole("article", { name: "唐文博说自己到场了，请再核实。" }).waitFor(PATIENCE);
    await lead.open(`/roster/${shifts.absence}`);
    await lead.page.getByRole("heading", { name: "先看这些" }).waitFor(PATIENCE);
    await onRoster(lead, "唐文博").getByText("本人说：六点就在红棚，王阿姨看见我").waitFor(PATIENCE);
    await lead.button("维持缺勤：唐文博").click();
    const dialog = lead.page.getByRole("dialog", { name: "维持缺勤：唐文博" });
    await dialog.getByRole("textbox", { name: "原因" }).fill("点了三次名");
    await dialog.getByRole("button", { name: "维持缺勤", exact: true }).click();
    await lead.button("撤销").click();
    await lead.button("来了：唐文博").waitFor(PATIENCE);
  });

  await t.test("队长改成来了，从开始算起，确认后有一小时", async () => {
    await lead.button("来了：唐文博").click();
    await lead.button("全部确认（1）").click(PATIENCE);
    await lead.text("已确认1小时").first().waitFor(PATIENCE);
    await openToday(first);
    await first.page.getByRole("article", { name: "您的缺勤记录已经撤销。" }).waitFor(PATIENCE);
    await first.open("/me/records");
    await record(first).getByText("1小时", { exact: true }).waitFor(PATIENCE);
  });
});

test("改期以后，每个人重新确认", async (t) => {
  const { worker, first, second } = people;
  const { page } = worker;

  await t.test("两人报名，工作台因为下雨改期；没选日期会说", async () => {
    for (const person of [first, second]) await signUp(person, shifts.rain);
    await worker.open("/desk");
    await worker.link("批量处理").click();
    await page.getByRole("checkbox", { name: new RegExp(`${TITLE}.*${START}`) }).check();
    await page.getByRole("radio", { name: "改期" }).check();
    await worker.button("改期（1）").click();
    await worker.text("请选新的日期。").first().waitFor(PATIENCE);
    await page.getByLabel("新的日期", { exact: true }).fill(days.dry);
    await worker.button("改期（1）").click();
    await worker.text("改期好了：1班。").waitFor(HELD);
    // Two who signed up, and the lead.
    await page.getByRole("heading", { name: "未通知到（3）" }).waitFor(PATIENCE);
  });

  await t.test("一人在“今天”点我会来，另一人在班次页上点", async () => {
    await openToday(first);
    const told = first.page.getByRole("article", { name: "改期了（下雨），新的时间您能来吗？" });
    await told.getByRole("button", { name: "我会来" }).click(PATIENCE);
    await told.getByRole("button", { name: "我会来" }).waitFor({ state: "detached", ...PATIENCE });
    await worker.open(`/roster/${shifts.rain}`);
    await onRoster(worker, "唐文博").getByText("已确认", { exact: true }).waitFor(PATIENCE);
    assert.equal(await onRoster(worker, "林桂芳").getByText("已确认", { exact: true }).count(), 0);
    await second.open(`/help/${shifts.rain}`);
    await second.button("我会来").click();
    await onRoster(worker, "林桂芳").getByText("已确认", { exact: true }).waitFor(PATIENCE);
  });

  await t.test("一个班次也能在它的页面上改期，写了一样的时间会说", async () => {
    await worker.button("改期").click();
    const dialog = page.getByRole("dialog", { name: "这一班改期？" });
    assert.equal(await dialog.getByLabel("新的日期", { exact: true }).inputValue(), days.dry);
    await dialog.getByRole("button", { name: "改期" }).click();
    await dialog.getByText(/^开始/).first().waitFor(PATIENCE);
    await dialog.getByLabel("新的开始时间", { exact: true }).fill("06:30");
    await dialog.getByRole("radio", { name: "高温" }).check();
    await dialog.getByRole("button", { name: "改期" }).click();
    await worker.button("撤销").click();
    await onRoster(worker, "唐文博").getByText("已确认", { exact: true }).waitFor(PATIENCE);
  });
});

test("家人帮手替没有手机的人报名", async (t) => {
  const { worker, first } = people;
  const { page } = worker;
  const uncle = "王德胜";
  const search = { name: "姓名、电话或志愿者编号" };

  await t.test("社区替王叔叔登记帮手", async () => {
    await worker.open("/desk");
    await worker.link("家人帮手").click();
    await page.getByRole("searchbox", search).fill("王德");
    await page.getByRole("button", { name: new RegExp(`^${uncle}`) }).click();
    await page.getByRole("heading", { name: `谁帮${uncle}` }).waitFor(PATIENCE);
    await worker.button("添加帮手").click();
    const dialog = page.getByRole("dialog", { name: "添加帮手" });
    await dialog.getByRole("searchbox", search).fill("唐文");
    await dialog.getByRole("button", { name: "请唐文博帮忙" }).click();
    await worker.button("取消帮手：唐文博").waitFor(PATIENCE);
  });

  await t.test("帮手在“我的”里看到帮谁，在班次页上替他报名", async () => {
    await first.open("/me");
    await first.page.getByRole("heading", { name: "我帮的人" }).waitFor(PATIENCE);
    await first.text(uncle).waitFor(PATIENCE);
    await first.open(`/help/${shifts.rain}`);
    await first.button("替人报名").click();
    const dialog = first.page.getByRole("dialog", { name: "替人报名" });
    await dialog.getByRole("button", { name: uncle }).click();
    await dialog.getByRole("radio", { name: "电话" }).check();
    await dialog.getByRole("button", { name: `替${uncle}排候补` }).click();
    await first.text(`已替${uncle}报名`).first().waitFor(PATIENCE);
    await worker.open(`/roster/${shifts.rain}`);
    await page.getByRole("heading", { name: "候补（1）" }).waitFor(PATIENCE);
    await onRoster(worker, uncle).getByText("唐文博替报（电话同意）", { exact: true }).waitFor(PATIENCE);
  });

  await t.test("来不了了，帮手替他退出，手一滑还能撤销", async () => {
    await first.button(`来不了：${uncle}`).click();
    await first.text(`已替${uncle}退出`).first().waitFor(PATIENCE);
    await first.button("撤销").click();
    await first.button("撤销").waitFor({ state: "detached", ...PATIENCE });
    await onRoster(worker, uncle).waitFor(PATIENCE);
    await first.button(`来不了：${uncle}`).click();
    await first.button(`来不了：${uncle}`).waitFor({ state: "detached", ...PATIENCE });
    await onRoster(worker, uncle).waitFor({ state: "detached", ...PATIENCE });
  });
});

test("改期以后一直没回话的人，到了那天，名单上照样能记", async () => {
  const { worker } = people;
  const desk = await Wire.as(server, "V07");
  const ids = await desk.register();
  const shift = fresh();
  const span = (day) => ({ start: moment(day, "06:00"), end: moment(day, "07:00") });
  const [came, silent] = [ids.V33, ids.V52].map((person) => ({ person, sign_up: fresh() }));
  await desk.send(
    { open_shift: { shift, about: aShift({ title: "雨后扫街", ...span(days.rain), lead: ids.V01 }) } },
    ...[came, silent].map((one) => ({ sign_up_for: { shift, ...one, consent: "by_phone", or_wait: false } })),
    { postpone_shift: { shift, span: span(days.later), reason: "rain" } },
  );
  await (await Wire.as(server, "V33")).send({ reconfirm: { shift } });
  await moveClock(server, moment(days.later, "07:30"));
  await desk.send({ mark_absent: { shift, sign_up: came.sign_up } });
  await worker.open(`/roster/${shift}`);
  await worker.button("撤回标记：唐文博").waitFor(PATIENCE);
  await worker.button("林桂芳到了").click(PATIENCE);
  await worker.button("全部确认（1）").waitFor(PATIENCE);
});
