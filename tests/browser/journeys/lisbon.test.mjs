// Another country's community: its clock, its words, its numbers and its holidays, from a file that the server is given;
// and one that keeps no hours, where nobody is shown any.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { desk, launchBrowser, phone, startServer } from "../launch.mjs";
import { show, signedIn } from "../people.mjs";
import { moveClock } from "./clock.mjs";
import { PATIENCE } from "./steps.mjs";
import { Wire, aNeed, aShift, fresh } from "./wire.mjs";

const LISBON = fileURLToPath(new URL("../../../profiles/lisbon.json", import.meta.url));
/// The last week of winter time: Good Friday is on the 26th, and clocks go forward in the night to the 28th.
const MONDAY = "2027-03-22T09:00:00Z";
const [SERVED, COMING] = ["Tidy the stairs", "Sort the books"];

let browser;

before(async () => { browser = await launchBrowser(); });
after(() => browser?.close());

/// A server of that profile, in that week, with a shift that is over, a member of it, and one to come.
async function communityOf(profile) {
  const server = await startServer({ testClock: true, args: ["--profile", profile] });
  await moveClock(server, new Date(MONDAY));
  const [worker, lead, volunteer] = await Promise.all(["V07", "V01", "V33"].map((who) => Wire.as(server, who)));
  const [served, coming, need, entry] = [fresh(), fresh(), fresh(), fresh()];
  const at = (day, from, to) => ({ start: new Date(`2027-03-${day}T${from}:00Z`), end: new Date(`2027-03-${day}T${to}:00Z`) });
  await worker.send(
    { post_need: { case: need, about: aNeed({ title: SERVED }) } },
    { handle_need: { case: need, step: "accept" } },
    { open_shift: { shift: served, about: aShift({ title: SERVED, ...at(24, "10:00", "11:00"), lead: lead.person, parent: { case: need } }) } },
    { open_shift: { shift: coming, about: aShift({ title: COMING, ...at(31, "09:00", "11:00") }) } },
  );
  await volunteer.send({ sign_up: { shift: served, sign_up: entry, or_wait: false } });
  const mark = async (how, time) => {
    const now = `2027-03-24T${time}:00Z`;
    await moveClock(server, new Date(now));
    await lead.send({ [how]: { shift: served, sign_up: entry, at: now } });
  };
  return { server, worker, lead, served, entry, mark };
}

const opened = (community, device, account, options) => signedIn(browser, community.server, device, account, options);
const bar = (person, name) => person.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true });
const options = (select) => select.locator("option").allInnerTexts();

/// The form in which everything is posted, with all of its fields.
async function postingForm(person) {
  await bar(person, "Desk").click();
  await person.button("Post and open").click(PATIENCE);
  const form = person.page.getByRole("form", { name: "Post and open" });
  await form.getByText("More", { exact: true }).click(PATIENCE);
  return form;
}

/// What a screen says of hours of service, in its text and in the names of what it holds; "two hours ago" is none.
const OF_HOURS = {
  en: /my hours|hours? (?:to|are|is|confirmed|questioned|by|open)|confirmed hours|confirm hours|\bhours\b$|\brecords?\b|\bminutes\b/im,
  "zh-Hans": /时长|(?:小时|分钟)(?![前后])|记录数|我的记录/,
};
/// That none are kept may be said, and an address that leads to records has a heading.
const NOT_KEPT = /No hours are kept here\.|这里不记录时长。/g;
const HEADING = /^(?:My records|我的记录)$/gm;

/// Where everybody may go, whoever they are.
const ROUTES = ["/", "/help", "/needs", "/needs/new", "/desk", "/desk/shift/new", "/desk/month", "/me", "/me/records", "/a/route/nobody/wrote"];

/// The routes on which hours are spoken of, each with what was found there.
async function hoursOn(community, device, account, language) {
  const person = await opened(community, device, account, { language });
  const { served } = community;
  const routes = [...ROUTES, `/roster/${served}`, `/help/${served}`, `/check-in/${served}`];
  if (account === "V07") routes.push(`/desk/shift/${served}/edit`, `/desk?shift=${served}`, "/desk?several=1", "/desk?helpers=1", "/desk/cards");
  const found = new Map();
  for (const route of routes) {
    await show(person, { route });
    const words = await person.page.evaluate(() => {
      const named = [...document.querySelectorAll("[aria-label], [title]")];
      return [document.body.innerText, ...named.map((one) => one.getAttribute("aria-label") ?? one.title)].join("\n");
    });
    const about = words.replaceAll(NOT_KEPT, "");
    const line = (route === "/me/records" ? about.replaceAll(HEADING, "") : about).split("\n").find((text) => OF_HOURS[language].test(text));
    if (line) found.set(route.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "…"), line);
  }
  await person.close();
  return found;
}

describe("Lisbon", () => {
  let community;
  const people = {};
  before(async () => {
    community = await communityOf(LISBON);
    people.worker = await opened(community, desk, "V07", { language: "en" });
    people.volunteer = await opened(community, phone, "V33", { language: "en" });
  });
  after(async () => {
    for (const person of Object.values(people)) await person.close();
    await community?.server.stop();
  });

  test("the form has its word for a block of houses, and the kinds of need that are in use", async () => {
    const form = await postingForm(people.worker);
    await form.getByRole("combobox", { name: "Block" }).waitFor(PATIENCE);
    assert.equal(await form.getByRole("combobox", { name: "Grid" }).count(), 0);
    const kinds = await options(form.getByRole("combobox", { name: "Kind" }));
    assert.equal(kinds.length, 1 + 14, `${kinds}`);
    assert.ok(kinds.includes("Errand") && !kinds.includes("Parking"), `${kinds}`);
    await form.getByRole("radio", { name: "A visit, on their own word" }).waitFor(PATIENCE);
  });

  test("what is urgent names its emergency number, and no other", async () => {
    const form = people.worker.page.getByRole("form", { name: "Post and open" });
    await form.getByRole("checkbox", { name: "Urgent tonight" }).check();
    await form.getByText("This is no emergency service. In an emergency call 112.").waitFor(PATIENCE);
    assert.equal(await form.getByText(/120/).count(), 0);
    assert.equal(await form.getByLabel("Day", { exact: true }).inputValue(), "2027-03-22");
    assert.equal(await form.getByLabel("Start", { exact: true }).inputValue(), "19:00");
    await form.getByRole("checkbox", { name: "Urgent tonight" }).uncheck();
  });

  test("ten o'clock is ten o'clock there, on either side of the night in which clocks go forward", async () => {
    const { worker, volunteer } = people;
    for (const [title, day, starts] of [
      ["Before the change", "2027-03-27", "2027-03-27T10:00:00Z"],
      ["After the change", "2027-03-29", "2027-03-29T09:00:00Z"],
    ]) {
      const form = worker.page.getByRole("form", { name: "Post and open" });
      if (!await form.count()) await worker.button("Post and open").click();
      await form.getByRole("textbox", { name: "Title" }).fill(title);
      await form.getByLabel("Day", { exact: true }).fill(day);
      await form.getByLabel("Start", { exact: true }).fill("10:00");
      await form.getByLabel("End", { exact: true }).fill("12:00");
      await form.getByRole("combobox", { name: "Block" }).selectOption({ index: 1 });
      await form.getByRole("button", { name: "Post and open" }).click();
      await form.waitFor({ state: "detached", ...PATIENCE });
      const [posted] = await community.worker.found("shift", ({ about }) => about.title.en === title);
      assert.equal(Date.parse(posted.about.span.start), Date.parse(starts));
      await bar(volunteer, "Help").click();
      const card = volunteer.page.getByRole("article", { name: title, exact: true });
      await card.getByText("10:00–12:00").waitFor(PATIENCE);
    }
  });

  test("check-in opens by that clock", async () => {
    const { volunteer } = people;
    await moveClock(community.server, new Date("2027-03-24T08:00:00Z"));
    await volunteer.open("/");
    const ticket = volunteer.page.getByRole("article", { name: SERVED, exact: true }).first();
    await ticket.getByRole("button", { name: "I'm coming", exact: true }).click(PATIENCE);
    await ticket.getByText("Check-in opens at 09:30", { exact: true }).waitFor(PATIENCE);
  });

  test("five working days leave out Good Friday", async () => {
    const { volunteer } = people;
    await community.mark("mark_present", "10:00");
    await community.mark("mark_left", "11:00");
    await moveClock(community.server, new Date("2027-03-25T15:00:00Z"));
    await community.lead.send({ confirm_hours: { shift: community.served, entries: [{ sign_up: community.entry }] } });
    await volunteer.open("/me/records");
    await volunteer.button(`Not right: ${SERVED}`).click(PATIENCE);
    const dialog = volunteer.page.getByRole("dialog", { name: `Not right: ${SERVED}` });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("I stayed longer");
    await dialog.getByRole("button", { name: "Send" }).click();
    const record = volunteer.page.getByRole("article", { name: SERVED });
    await record.getByText(/\b2 Apr/).waitFor(PATIENCE);
  });

  test("hours are kept: they are found where they are looked for", async () => {
    for (const language of ["en", "zh-Hans"]) {
      const worker = await hoursOn(community, desk, "V07", language);
      const volunteer = await hoursOn(community, phone, "V33", language);
      for (const route of ["/desk", "/desk/month", "/roster/…"]) assert.ok(worker.has(route), `${route} ${[...worker.keys()]}`);
      for (const route of ["/me", "/me/records"]) assert.ok(volunteer.has(route), `${route} ${[...volunteer.keys()]}`);
    }
  });
});

describe("where no hours are kept", () => {
  let folder;
  let community;
  let lead;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linli-profile-"));
    const profile = join(folder, "no-hours.json");
    const changed = {
      ...JSON.parse(await readFile(LISBON, "utf8")),
      hours_kept: false,
      attendance: ["site"],
      categories: ["errand", "cleaning", "other"],
      organizations: ["social_org"],
      check_in_opens_minutes: 45,
    };
    await writeFile(profile, JSON.stringify(changed));
    community = await communityOf(profile);
  });
  after(async () => {
    await lead?.close();
    await community?.server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("the form offers what is in use, and nothing to choose where there is one way", async () => {
    const worker = await opened(community, desk, "V07", { language: "en" });
    const form = await postingForm(worker);
    assert.deepEqual((await options(form.getByRole("combobox", { name: "Kind" }))).slice(1), ["Errand", "Cleaning", "Other"]);
    assert.equal(await form.getByRole("radio", { name: /On site|A visit/ }).count(), 0);
    assert.equal((await options(form.getByRole("combobox", { name: /^Team/ }))).length, 1, "no kind of team is in use");
    await worker.close();
  });

  test("check-in opens as early as its profile says", async () => {
    await moveClock(community.server, new Date("2027-03-24T08:00:00Z"));
    const volunteer = await opened(community, phone, "V33", { language: "en" });
    const ticket = volunteer.page.getByRole("article", { name: SERVED, exact: true }).first();
    await ticket.getByRole("button", { name: "I'm coming", exact: true }).click(PATIENCE);
    await ticket.getByText("Check-in opens at 09:15", { exact: true }).waitFor(PATIENCE);
    await volunteer.close();
  });

  test("afterwards the lead confirms who was there, and is shown no minutes", async () => {
    await community.mark("mark_present", "10:00");
    await community.mark("mark_left", "11:00");
    await moveClock(community.server, new Date("2027-03-24T12:00:00Z"));
    lead = await opened(community, phone, "V01", { language: "en" });
    await lead.open(`/roster/${community.served}`);
    const line = lead.page.getByRole("article", { name: "唐文博", exact: true });
    await line.waitFor(PATIENCE);
    assert.equal(await line.getByRole("textbox").count(), 0);
    assert.deepEqual([...await hoursOn(community, phone, "V01", "zh-Hans")], []);
    assert.deepEqual([...await hoursOn(community, desk, "V07", "en")], []);
    await lead.button("Confirm all (1)").click();
    await line.getByText("Attendance confirmed", { exact: true }).waitFor(PATIENCE);
  });

  test("no hours, no records and no month of hours on any screen, and no way to them", async () => {
    for (const language of ["en", "zh-Hans"]) {
      for (const [account, device] of [["V33", phone], ["V01", phone], ["V07", desk]]) {
        assert.deepEqual([...await hoursOn(community, device, account, language)], [], `${account} ${language}`);
      }
    }
    const volunteer = await opened(community, phone, "V33", { language: "en" });
    await volunteer.open("/me");
    await volunteer.page.getByRole("heading", { level: 1, name: "唐文博" }).waitFor(PATIENCE);
    assert.equal(await volunteer.page.locator('a[href="/me/records"]').count(), 0);
    await volunteer.open("/me/records");
    await volunteer.text("No hours are kept here.").waitFor(PATIENCE);
    assert.equal(await volunteer.page.getByRole("article").count(), 0);
    await volunteer.close();
  });
});
