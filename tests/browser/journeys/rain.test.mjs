// Seven in the morning, and it rains: several shifts are called off at once, and whoever has not seen it is called.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { askerOf, needOf, shiftOf } from "./asking.mjs";
import { moveClock } from "./clock.mjs";
import { figures, openMonth } from "./figures.mjs";
import { PATIENCE, TITLE, dayAhead, moment, openShift, postNeed, signIn, signInAll } from "./steps.mjs";

/// Hours at which the demo community has nothing of that name.
const TIMES = [["09:05", "09:55"], ["10:05", "10:55"], ["14:05", "14:55"]];

let server;
let browser;
let day;
const shifts = [];
const people = {};

/// Twenty-four people of the demo community, of whom nobody asks anything at noon or shortly before six.
const TEAM = ["V15", "V16", "V17", "V18", "V19", "V20", "V21", "V22", "V23", "V24", "V25", "V26", "V27", "V28", "V29", "V30", "V31",
  "V32", "V34", "V35", "V36", "V37", "V38", "V39"];
const [NOON, LATER] = [["12:05", "12:55"], ["17:35", "17:55"]];
/// Where they go: six each to the first three, each with a lead of their own, two each to a resident.
const SITES = ["广场理发摊", "路口引导岗", "旧衣回收点"];
const VISITS = [["陪孟奶奶散步", "孟昭兰", "13900002201"], ["给于爷爷送饭", "于德厚", "13900002202"], ["陪郝奶奶买菜", "郝玉珍", "13900002203"]];
/// What is put off, and what takes place all the same.
const [PUT_OFF, PUT_OFF_VISIT, INDOORS] = ["挂灯笼", ["陪葛爷爷量血压", "葛长春", "13900002204"], "室内棋牌"];
const morning = { askers: [], cancelled: [], postponed: [], named: {} };

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(2);
  const accounts = { worker: ["V07", "林雨桐"], first: ["V33", "唐文博"], second: ["V52", "林桂芳"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  const need = await postNeed(people.worker);
  for (const [start, end] of TIMES) {
    await people.worker.open(need);
    shifts.push(await openShift(people.worker, { day, start, end, lead: "周启禾" }));
  }
  await fillTheDay();
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// A shift with everybody on it, who signed up themselves; the worker approves whoever visits somebody.
async function filled(desk, title, [start, end], askers, recipient) {
  const need = recipient && await needOf(desk, { title, recipient: { name: recipient[0], phone: recipient[1], address: "银龄里9号楼1单元101" } });
  const span = { start: moment(day, start), end: moment(day, end) };
  const shift = await shiftOf(desk, { title, need, ...span, slots: askers.length, lead: need ? undefined : askers[0].person });
  for (const asker of askers) {
    const entry = await asker.signUp(shift);
    if (need) await desk.ask({ approve: { shift, sign_up: entry } });
  }
  return shift;
}

/// Eight shifts that have all their people, and one that has nothing to do with the weather.
async function fillTheDay() {
  const desk = await askerOf(server, "V07");
  const all = [];
  for (const account of [...TEAM, "V40", "V41", "V42", "V43", "V44"]) all.push(await askerOf(server, account));
  const team = all.splice(0, TEAM.length);
  const noon = [...team];
  for (const title of SITES) morning.cancelled.push(await filled(desk, title, NOON, noon.splice(0, 6)));
  for (const [title, ...recipient] of VISITS) morning.cancelled.push(await filled(desk, title, NOON, noon.splice(0, 2), recipient));
  assert.equal(noon.length, 0);
  const [title, ...recipient] = PUT_OFF_VISIT;
  morning.postponed.push(await filled(desk, PUT_OFF, LATER, all.slice(0, 2)));
  morning.postponed.push(await filled(desk, title, LATER, all.slice(2, 4), recipient));
  const indoors = await filled(desk, INDOORS, NOON, all.slice(4));
  Object.assign(morning, { desk, team, later: all.slice(0, 4), indoors });
}

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

// ---------------------------------------------------------------------- the whole morning

/// The one list of those who are still to be told.
const list = (worker, n) => worker.page.getByRole("region", { name: `未通知到（${n}）`, exact: true });
const calls = (within) => within.getByRole("region", { name: "电话告知" });

/// Everybody's telephone, as the worker reads it.
async function phonesOf(desk, ids) {
  const views = await Promise.all(ids.map((id) => desk.shift(id)));
  const entries = views.flatMap((view) => view.roster.names.entries);
  return new Map(entries.map((entry) => [entry.name, entry.phone]));
}

/// Who of a shift has not been told, as the server keeps it.
async function stillToReach(desk, id) {
  const view = await desk.shift(id);
  const contacts = [view.lead, view.deputy, ...view.roster.names.entries];
  return contacts.filter((contact) => contact?.to_reach).map((contact) => contact.name);
}

test("早上七点下雨：24个人，三位居民要通知", async (t) => {
  const { worker } = people;
  const { page } = worker;
  const { desk } = morning;
  const month = day.slice(0, 7);
  const next = dayAhead(3);
  const box = (title) => page.getByRole("checkbox", { name: new RegExp(`^${title} `) });
  const was = {};
  let phones;

  await t.test("七点：六班都满着，24个人，三位居民等人上门", async () => {
    phones = await phonesOf(desk, morning.cancelled);
    assert.equal(phones.size, 24);
    await openMonth(worker, month);
    Object.assign(was, await figures(worker));
    await worker.open("/desk");
    await worker.link("批量处理").click();
    for (const title of SITES) await page.getByText(`${title}`).first().waitFor(PATIENCE);
  });

  await t.test("选六班，下雨，取消：一张名单，志愿者和居民一共27位", async () => {
    for (const title of [...SITES, ...VISITS.map(([title]) => title)]) await box(title).check();
    assert.ok(await page.getByRole("radio", { name: "下雨" }).isChecked());
    await worker.button("取消（6）").click();
    await worker.text("取消好了：6班。").waitFor({ timeout: 40_000 });
    await list(worker, 27).waitFor(PATIENCE);
  });

  await t.test("每人一行，有电话可打；居民的话里说下雨没人来", async () => {
    const all = list(worker, 27);
    for (const [name, phone] of phones) {
      const call = all.getByRole("article", { name, exact: true }).getByRole("link", { name: `打给${name} ${phone}`, exact: true });
      assert.equal(await call.count(), 1, name);
      assert.equal(await call.getAttribute("href"), `tel:${phone}`);
    }
    assert.equal(await all.getByRole("article").count(), 24);
    assert.equal(await calls(all).count(), 3);
    for (const [title, name, phone] of VISITS) {
      const one = calls(all).filter({ hasText: name });
      assert.equal(await one.getByRole("link", { name: `打给${name} ${phone}`, exact: true }).getAttribute("href"), `tel:${phone}`);
      const said = await one.getByRole("blockquote").innerText();
      for (const words of [name, title, "没有人能来了", "下雨"]) assert.ok(said.includes(words), said);
    }
  });

  await t.test("一位志愿者在手机上看到消息，名单少一位", async () => {
    const reads = await signIn(browser, server, TEAM[0], "姜子涵");
    people.reads = reads;
    await reads.open("/");
    const notice = reads.page.getByRole("article", { name: "已取消：下雨", exact: true });
    await notice.getByText(SITES[0]).waitFor(PATIENCE);
    await notice.getByRole("button", { name: "知道了" }).click();
    await list(worker, 26).waitFor(PATIENCE);
    assert.equal(await list(worker, 26).getByRole("article", { name: "姜子涵", exact: true }).count(), 0);
  });

  await t.test("居民一位一位告知，其余的人打电话，名单到零", async () => {
    let left = 26;
    for (const [, name] of VISITS) {
      await worker.button(`已告知${name}`).click();
      left -= 1;
      await list(worker, left).waitFor(PATIENCE);
    }
    const rest = [...phones.keys()].filter((name) => name !== "姜子涵");
    for (const name of rest) {
      await worker.button(`已电话通知${name}`).click();
      left -= 1;
      if (left > 0) await list(worker, left).waitFor(PATIENCE);
    }
    assert.equal(left, 0);
    await worker.text("都通知到了。").waitFor(PATIENCE);
    assert.equal(await page.getByRole("heading", { name: /^未通知到/ }).count(), 0);
  });

  await t.test("服务器也记着：没有人还要打电话，居民知道没人来", async () => {
    for (const id of morning.cancelled) assert.deepEqual(await stillToReach(desk, id), []);
    for (const id of morning.cancelled.slice(3)) {
      const { resident_told: told } = (await desk.shift(id)).arranged;
      assert.equal(told.cancelled, true);
    }
  });

  await t.test("另外两班改到第二天：四个人，一位居民", async () => {
    await worker.open("/desk");
    await worker.link("批量处理").click();
    for (const title of [PUT_OFF, PUT_OFF_VISIT[0]]) await box(title).check();
    await page.getByRole("radio", { name: "改期" }).check();
    await worker.button("改期（2）").click();
    await worker.text("请选新的日期。").first().waitFor(PATIENCE);
    await page.getByLabel("新的日期", { exact: true }).fill(next);
    await worker.button("改期（2）").click();
    await worker.text("改期好了：2班。").waitFor({ timeout: 40_000 });
    await list(worker, 5).waitFor(PATIENCE);
    const said = await calls(list(worker, 5)).getByRole("blockquote").innerText();
    for (const words of [PUT_OFF_VISIT[1], `${Number(next.slice(8))}日`, "17:35", "胡敏之", "王德胜"]) assert.ok(said.includes(words), said);
  });

  await t.test("一位志愿者在手机上说新的时间能来，其余打电话", async () => {
    const comes = await signIn(browser, server, "V40", "程立秋");
    people.comes = comes;
    await comes.open("/");
    const notice = comes.page.getByRole("article", { name: "改期了（下雨），新的时间您能来吗？", exact: true });
    await notice.getByRole("button", { name: "我会来", exact: true }).click();
    await list(worker, 4).waitFor(PATIENCE);
    await worker.button(`已告知${PUT_OFF_VISIT[1]}`).click();
    await list(worker, 3).waitFor(PATIENCE);
    for (const name of ["尚雨薇", "胡敏之", "王德胜"]) await worker.button(`已电话通知${name}`).click();
    await worker.text("都通知到了。").waitFor(PATIENCE);
  });

  await t.test("电话里听说了还不算答应：改期的人要自己再确认", async () => {
    await worker.open(`/roster/${morning.postponed[0]}`);
    const entry = (name) => page.getByRole("article", { name, exact: true });
    await entry("尚雨薇").getByText("请再次确认").waitFor(PATIENCE);
    await entry("程立秋").waitFor(PATIENCE);
    assert.equal(await entry("程立秋").getByText("请再次确认").count(), 0);
    const [, ...others] = morning.later;
    await others[0].ask({ reconfirm: { shift: morning.postponed[0] } });
    await entry("尚雨薇").getByText("请再次确认").waitFor({ state: "detached", ...PATIENCE });
  });

  await t.test("月报：取消的六班不算到岗，室内那班照样算", async () => {
    const { indoors } = morning;
    const [entry] = (await desk.shift(indoors)).roster.names.entries;
    for (const [time, mark] of [["12:05", "mark_present"], ["12:55", "mark_left"]]) {
      const at = moment(day, time);
      await moveClock(server, new Date(+at + 60 * 1000));
      await desk.ask({ [mark]: { shift: indoors, sign_up: entry.id, at: at.toISOString() } });
    }
    await desk.ask({ confirm_hours: { shift: indoors, entries: [{ sign_up: entry.id }] } });
    await moveClock(server, moment(day, "21:00"));
    await openMonth(worker, month);
    const held = page.getByRole("row", { name: new RegExp(`^已举办 ${was.held + 1}$`) });
    await held.waitFor(PATIENCE);
    const is = await figures(worker);
    assert.equal(is.cancelled, was.cancelled + 6);
    assert.deepEqual(is.attendance, [was.attendance[0] + 1, was.attendance[1] + 1]);
    await worker.text("已取消的班次不计入。").waitFor(PATIENCE);
  });
});
