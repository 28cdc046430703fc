// History: what happened to a need, a roster and a record, in words, for those who may read it and for nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launchBrowser, startServer } from "../launch.mjs";
import { moveClock, signInAtDesk } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, signIn } from "./steps.mjs";
import { Wire, aNeed, aShift, fresh } from "./wire.mjs";

const TITLE = "给楼道换灯泡";
/// Early enough that the demo community asks nobody for that hour.
const [START, END] = ["06:00", "07:00"];

let server;
let browser;
let day;
const [need, shift, entry] = [fresh(), fresh(), fresh()];
const people = {};

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  day = dayAhead(3);
  const desk = await Wire.as(server, "V07");
  const volunteer = await Wire.as(server, "V33");
  const ids = await desk.register();
  await desk.send({ post_need: { case: need, about: aNeed({ title: TITLE }) } });
  const about = aShift({
    title: TITLE, start: moment(day, START), end: moment(day, END), lead: ids.V01, parent: { case: need },
  });
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
  people.lead = await signIn(browser, server, "V01", "周启禾");
  people.open = async () => {
    await desk.send({ open_shift: { shift, about } });
    await volunteer.send({ sign_up: { shift, sign_up: entry, or_wait: false } });
  };
});
after(async () => {
  await Promise.all(["worker", "volunteer", "lead"].map((who) => people[who]?.close()));
  await browser?.close();
  await server?.stop();
});

const section = (person) => person.page.locator("details.history");
const lines = (person) => section(person).first().getByRole("listitem");

async function unfold(person) {
  await section(person).first().locator("summary").click(PATIENCE);
  await lines(person).first().waitFor(PATIENCE);
}

/// Waits for a line, in which these words stand in this order.
async function line(person, ...words) {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  await lines(person).filter({ hasText: new RegExp(escaped.join(".*")) }).first().waitFor(PATIENCE);
}

test("工作人员读到一条需求的经过；没有资格的志愿者看不到", async (t) => {
  const { worker, volunteer, lead } = people;

  await t.test("需求页末尾的“经过”平时收着，展开后第一条是发布", async () => {
    await worker.open(`/needs/${need}`);
    await section(worker).waitFor(PATIENCE);
    assert.equal(await lines(worker).count(), 0, "nothing is read before it is unfolded");
    await unfold(worker);
    await line(worker, "您发布了需求");
  });

  await t.test("受理以后，展开着的经过自己多一条", async () => {
    await worker.button("受理").click();
    await line(worker, "您受理了需求");
    assert.deepEqual(await axe(worker.page), []);
  });

  await t.test("开了班次、有人报名，需求记下有人认领，写明是谁", async () => {
    await people.open();
    await line(worker, "有人认领了", "唐文博操作");
  });

  await t.test("报了名的志愿者看得到需求，看不到它的经过，也看不到名单的", async () => {
    await volunteer.open(`/needs/${need}`);
    await volunteer.page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
    await volunteer.page.getByRole("heading", { level: 2 }).first().waitFor(PATIENCE);
    assert.equal(await section(volunteer).count(), 0);
    const asked = [`case/${need}`, `shift/${shift}`, `case/${fresh()}`];
    const answers = await volunteer.page.evaluate((keys) => Promise.all(keys.map(async (key) => {
      const answer = await fetch(`/api/history?document=${key}`);
      return [answer.status, await answer.text()];
    })), asked);
    const [status, body] = answers[2];
    assert.equal(status, 404);
    assert.deepEqual(answers, asked.map(() => [status, body]), "hidden is as absent");
  });

  await t.test("队长在名单页读到谁报了名；工作人员开的班次不写名字", async () => {
    await lead.open(`/roster/${shift}`);
    await unfold(lead);
    await line(lead, "社区工作人员开了班次");
    await line(lead, "唐文博有了名额");
  });

  await t.test("没有网的时候说明有网才能看，有网了再试就有", async () => {
    await worker.open(`/needs/${need}`);
    await section(worker).waitFor(PATIENCE);
    await worker.offline();
    await section(worker).locator("summary").click();
    await worker.text("有网才能看，经过不存在手机上。").waitFor(PATIENCE);
    await worker.online();
    await section(worker).getByRole("button", { name: "再试一次" }).click();
    await line(worker, "您受理了需求");
  });

  await t.test("时长确认以后，志愿者在自己的记录里读到经过，不写工作台的人名", async () => {
    await moveClock(server, moment(day, END));
    const desk = await Wire.as(server, "V07");
    await desk.send(
      { mark_present: { shift, sign_up: entry, at: moment(day, START).toISOString() } },
      { confirm_hours: { shift, entries: [{ sign_up: entry }] } },
    );
    await volunteer.open("/me/records");
    const card = volunteer.page.getByRole("article", { name: TITLE });
    await card.locator("details.history summary").click(PATIENCE);
    await card.getByText("社区工作人员确认了时长").waitFor(PATIENCE);
    assert.ok(!(await card.innerText()).includes("林雨桐"));
    assert.deepEqual(await axe(volunteer.page), []);
  });

  await t.test("在“我的”里读到自己的资料有过什么变动", async () => {
    const desk = await Wire.as(server, "V07");
    const ids = await desk.register();
    await desk.send({ name_helper: { person: ids.V52, helper: ids.V33 } });
    await volunteer.open("/me");
    await unfold(volunteer);
    await line(volunteer, "登记入册");
    await line(volunteer, "成为别人的帮手", "社区工作人员操作");
    assert.deepEqual(await axe(volunteer.page), []);
  });

  await t.test("没有人的页面出过错", () => {
    const offline = /Failed to load resource|ERR_INTERNET_DISCONNECTED|404/;
    for (const person of [worker, volunteer, lead]) {
      assert.deepEqual(person.complaints.filter((complaint) => !offline.test(complaint)), []);
    }
  });
});
