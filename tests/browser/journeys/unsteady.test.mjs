// An unsteady hand presses twice. What the first press has put under the finger is not pressed by the second.
//
// The moments of both are given to the browser as the glass of a phone gives them, so that a slow machine tests the same.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser, sleep, startServer } from "../launch.mjs";
import { moveClock } from "./clock.mjs";
import { PATIENCE, dayAhead, moment, signIn } from "./steps.mjs";
import { Wire, aShift, fresh } from "./wire.mjs";

/// From one touch to the next of an unsteady hand, in milliseconds, and of one that means it.
const [UNSTEADY, MEANT] = [200, 900];
const TITLE = "擦亮单元门";
const [START, END] = ["06:00", "08:00"];

let server;
let browser;
let desk;
const shifts = { help: fresh(), roster: fresh() };
const people = {};
const day = dayAhead(3);

before(async () => {
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  desk = await Wire.as(server, "V07");
  const { V47: lead } = await desk.register();
  const about = aShift({ title: TITLE, start: moment(day, START), end: moment(day, END), slots: 6, lead });
  await desk.send(...Object.values(shifts).map((shift) => ({ open_shift: { shift, about } })));
  people.volunteer = await signIn(browser, server, "V33", "唐文博");
  people.lead = await signIn(browser, server, "V47", "迟明亮");
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// A finger on one place; each touch comes so long after the last, whatever the time between the two is here.
async function finger(page, { x, y }) {
  const glass = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000;
  const touch = async (type, more) => {
    timestamp += more / 1000;
    await glass.send("Input.dispatchTouchEvent", { type, timestamp, touchPoints: type === "touchStart" ? [{ x, y }] : [] });
  };
  const down = (pause) => touch("touchStart", pause);
  const up = () => touch("touchEnd", 60);
  const press = async (pause) => {
    await down(pause);
    await up();
  };
  return { down, up, press };
}

/// What can be pressed at a place.
const under = (page, { x, y }) => page.evaluate(([x, y]) => {
  const thing = document.elementFromPoint(x, y)?.closest("a, button");
  return thing?.getAttribute("aria-label") ?? thing?.innerText.trim();
}, [x, y]);

async function comesUnder(page, place, name) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await under(page, place) === name) return;
    await sleep(100);
  }
  assert.equal(await under(page, place), name);
}

/// A place on a button that what comes after it covers as well.
async function placeOn(button) {
  await button.waitFor(PATIENCE);
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await button.boundingBox();
  return { x: Math.round(x + width / 4), y: Math.round(y + height / 2) };
}

test("报名按了两下：报上了名，没有变成来不了", async () => {
  const { volunteer } = people;
  const { page } = volunteer;
  await volunteer.open(`/help/${shifts.help}`);
  const place = await placeOn(volunteer.button("报名"));
  const { press, down, up } = await finger(page, place);
  await press(0);
  // The finger is down again before the button has changed, and comes up after.
  await down(UNSTEADY);
  await comesUnder(page, place, "来不了");
  await up();
  await sleep(300);
  assert.equal(await volunteer.button("撤销").count(), 0, "the second half of a press has withdrawn");
  assert.equal(await under(page, place), "来不了");
  await press(MEANT);
  await volunteer.button("撤销").waitFor(PATIENCE);
  await volunteer.button("撤销").click();
  await volunteer.text("报名成功").first().waitFor(PATIENCE);
});

test("“离我近”按了两下：还是选上的；对话框没有又关掉", async () => {
  const { volunteer, lead } = people;
  await volunteer.open("/help");
  const chip = volunteer.button("离我近");
  const chips = await finger(volunteer.page, await placeOn(chip));
  await chips.press(0);
  await volunteer.page.locator("[aria-pressed=true]").waitFor(PATIENCE);
  await chips.press(UNSTEADY);
  await sleep(300);
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  await chips.press(MEANT);
  await volunteer.page.locator("[aria-pressed=true]").waitFor({ state: "detached", ...PATIENCE });
  await lead.open(`/roster/${shifts.roster}`);
  const place = await placeOn(lead.button("替人报名"));
  const { press } = await finger(lead.page, place);
  const dialog = lead.page.getByRole("dialog", { name: "替人报名" });
  await press(0);
  await dialog.waitFor(PATIENCE);
  assert.equal(await lead.page.evaluate(([x, y]) => document.elementFromPoint(x, y).tagName, [place.x, place.y]), "DIALOG");
  await press(UNSTEADY);
  await sleep(300);
  assert.ok(await dialog.isVisible(), "the second half of a press has closed it");
  await press(MEANT);
  await dialog.waitFor({ state: "hidden", ...PATIENCE });
});

test("名单上给一个人记缺勤按了两下：下一个人没有被记缺勤", async () => {
  const entries = ["V15", "V16"].map((number) => ({ number, sign_up: fresh() }));
  const ids = await desk.register();
  await desk.send(...entries.map(({ number, sign_up }) => (
    { sign_up_for: { shift: shifts.roster, sign_up, person: ids[number], consent: "by_phone", or_wait: false } })));
  await moveClock(server, moment(day, "08:30"));
  const { lead } = people;
  const { page } = lead;
  await lead.open(`/roster/${shifts.roster}`);
  const absent = page.getByRole("button", { name: /^.+缺勤$/ });
  await absent.first().waitFor(PATIENCE);
  // The phone has learned that it is over: nothing above the names goes any more.
  await page.getByText(/起显示签到码/).waitFor({ state: "detached", ...PATIENCE });
  const [first, second] = await absent.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  const place = await placeOn(lead.button(first));
  const { press } = await finger(page, place);
  await press(0);
  await comesUnder(page, place, second);
  await press(UNSTEADY);
  await sleep(300);
  assert.equal(await under(page, place), second, "the second half of a press has marked somebody else");
  await press(MEANT);
  await lead.button(second).waitFor({ state: "detached", ...PATIENCE });
});
