// Signed-in people of the demo community, in the week of week.mjs, and the screens that they can be on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PATIENCE, Person } from "./journeys/steps.mjs";

/// A worker, a volunteer, and a volunteer who leads.
export const ACCOUNTS = ["V07", "V33", "V01"];

/// Somebody on a device (`phone` or `desk` of launch.mjs) that holds its copy of everything.
export async function signedIn(browser, server, device, account, { elder = false, ...options } = {}) {
  const context = await device(browser, options);
  if (elder) await context.addInitScript(() => localStorage.setItem("linli.elder", "on"));
  const page = await context.newPage();
  const person = new Person(account, context, page, server.url);
  person.language = options.language ?? "en";
  const answer = await context.request.post(`${server.url}/api/session`, {
    data: { login: account, password: "linli-demo" },
    headers: { origin: server.url },
  });
  assert.ok(answer.ok(), await answer.text());
  await person.open("/");
  await page.locator(".tab-bar").waitFor(PATIENCE);
  await page.locator('a[href^="/help/"]').first().waitFor(PATIENCE);
  return person;
}

/// A message of the app as it stands in its locale file: `say("roster.hand_over", "en")`.
export function say(message, language) {
  const [file, name] = message.split(".");
  const text = readFileSync(new URL(`../../src/locales/${file}.rs`, import.meta.url), "utf8");
  const found = text.match(new RegExp(`^    ${name} = "(.*?)", "(.*?)", "(.*?)";`, "m"));
  assert.ok(found, `${message} is no message without arguments`);
  return found[1 + ["en", "zh-Hans", "zh-Hant"].indexOf(language)];
}

/// Somebody of the register, looked for and not chosen.
const lookedFor = (name) => async ({ page, language }) => {
  await page.getByRole("searchbox", { name: say("roster.find_person", language) }).fill(name, PATIENCE);
};
/// The same, and chosen.
const chosen = (name) => async (person) => {
  await lookedFor(name)(person);
  await person.page.locator("main button").filter({ hasText: name }).first().click(PATIENCE);
};

/// What is reported under seal.
const sealing = async ({ page, language }) => {
  await page.getByRole("checkbox", { name: say("needs.seal_it", language) }).check(PATIENCE);
};

/// What each of them can be on: a name, an address, and what is pressed there, as a message or as steps. An address that
/// is there for the dialog alone has its screen under another name.
const SCREENS = {
  everybody: ({ shifts }) => [
    ["today", "/"],
    ["help", "/help"],
    ["me", "/me"],
    ["shift-open", `/help/${shifts.urgent}`],
    ["nowhere", "/a/route/nobody/wrote"],
  ],
  V07: ({ shifts, needs, records, month }) => [
    ["needs", "/needs"],
    ["need-new", "/needs/new"],
    ["need-accepted", `/needs/${needs.chat}`],
    ["need-to-call-back", `/needs/${needs.windows}`],
    ["need-call-back", `/needs/${needs.windows}`, "desk.called_back"],
    ["need-history", `/needs/${needs.chat}`, "history.title", ".history-lines"],
    ["need-sealed", `/needs/${needs.sealed}`],
    ["desk", "/desk"],
    ["desk-post", "/desk", "desk.post_and_open", "form.desk-form"],
    ["desk-post-again", `/desk?again-shift=${shifts.block}`],
    ["desk-need", `/desk?need=${needs.chat}`],
    ["desk-shift", `/desk?shift=${shifts.over}`],
    ["desk-short", `/desk?shift=${shifts.urgent}`],
    ["desk-resident", `/desk?shift=${shifts.visit}`],
    ["desk-record", `/desk?record=${records.questioned}`],
    ["desk-several", "/desk?several=1"],
    ["desk-helpers", "/desk?helpers=1"],
    ["desk-helpers-found", "/desk?helpers=1", lookedFor("王"), "main ul.stack button"],
    ["desk-helpers-of", "/desk?helpers=1", chosen("林桂芳"), "main .section h3"],
    ["desk-cards", "/desk/cards"],
    ["desk-people", "/desk/people"],
    ["desk-people-found", "/desk/people", lookedFor("王"), "main ul.stack button"],
    ["desk-notice", "/desk/notice"],
    ["desk-month", `/desk/month?month=${month}`],
    ["records-none", "/me/records"],
    ["shift-new", "/desk/shift/new"],
    ["shift-edit", `/desk/shift/${shifts.block}/edit`],
    ["roster-cancelled", `/roster/${shifts.cancelled}`],
    ["roster-requests", `/roster/${shifts.request}`],
    ["roster-history", `/roster/${shifts.over}`, "history.title", ".history-lines"],
    ["roster-someone", `/roster/${shifts.block}?for=someone`, null, "dialog[open]"],
    ["roster-cancel", `/roster/${shifts.block}`, "desk.cancel_shift"],
    ["roster-postpone", `/roster/${shifts.block}`, "desk.postpone"],
    ["roster-ask-team", `/roster/${shifts.urgent}`, "desk.ask_a_team"],
    ["roster-cant-do", `/roster/${shifts.urgent}`, "desk.cant_do"],
  ],
  V33: ({ shifts, needs }) => [
    ["needs", "/needs"],
    ["need-new-sealed", "/needs/new", sealing, "main .field-hint"],
    ["need-sealed", `/needs/${needs.sealed}`],
    ["need-sealed-read", `/needs/${needs.sealed}`, "needs.read_sealed"],
    ["me-history", "/me", "history.title", ".history-lines"],
    ["shift-visit", `/help/${shifts.visit}`],
    ["shift-requested", `/help/${shifts.request}`],
    ["shift-asked", `/help/${shifts.asked}`],
    ["shift-reminded", `/help/${shifts.reminded}`],
    ["shift-absent", `/help/${shifts.over}`],
    ["shift-i-was-there", `/help/${shifts.over}`, "roster.i_was_there"],
    ["shift-postponed", `/help/${shifts.postponed}`],
    ["check-in-visit", `/check-in/${shifts.visit}`],
    ["check-in-site", `/check-in/${shifts.site}`],
    ["check-in-card", `/check-in/${shifts.site}`, "checkin.show_my_card"],
    ["check-in-no-camera", `/check-in/${shifts.site}`, "checkin.scan", "main .banner[data-kind=notice]"],
    ["check-in-not-on-it", `/check-in/${shifts.urgent}`],
    ["records", "/me/records"],
    ["records-not-right", "/me/records", "me.not_right"],
    ["records-history", "/me/records", "history.title", ".history-lines"],
    ["me-erase", "/me", "me.my_data"],
    ["me-password", "/me", "keys.change_password", "input[autocomplete=new-password]"],
    ["name-helper", "/me", "me.name_helper"],
    ["roster-not-for-you", `/roster/${shifts.site}`],
  ],
  V01: ({ shifts, team }) => [
    ["team", `/team/${team}`],
    ["shift-block", `/help/${shifts.block}`],
    ["shift-bring-team", `/help/${shifts.reminded}`, "team.bring_my_team"],
    ["roster", `/roster/${shifts.site}`],
    ["roster-over", `/roster/${shifts.over}`],
    ["roster-block", `/roster/${shifts.block}`],
    ["roster-hand-over", `/roster/${shifts.site}`, "roster.hand_over"],
    ["roster-scan", `/roster/${shifts.site}`, "roster.scan_card"],
    ["roster-someone", `/roster/${shifts.block}`, "roster.sign_up_someone"],
    ["roster-paper", `/roster/${shifts.over}`, "roster.enter_paper_roster"],
  ],
  // Seventy-eight, with large text.
  V52: ({ shifts }) => [
    ["shift-visit", `/help/${shifts.visit}`],
    ["shift-coming", `/help/${shifts.reminded}`],
    ["check-in-arrived", `/check-in/${shifts.visit}`],
    ["records", "/me/records"],
  ],
};

/// The screens that this person can be on in the week. `dialogs: false` leaves out what is pressed for.
export function screensOf(person, week, { dialogs = true } = {}) {
  const all = [...SCREENS.everybody(week), ...SCREENS[person.name](week)];
  const screens = all.map(([name, route, press, opens = press && "dialog[open]"]) => ({ name, route, press, opens }));
  return screens.filter((screen) => dialogs || !screen.opens);
}

/// Opens a screen and waits until nothing on it says that it is being opened.
export async function show(person, { route, press, opens }) {
  const { page } = person;
  await person.open(route);
  const opening = page.locator("[aria-busy=true], .skeleton").first();
  // The app's own heading stands there until somebody is known to be signed in; the page's comes after it.
  await opening.waitFor({ state: "detached", ...PATIENCE });
  await page.getByRole("heading", { level: 1 }).first().waitFor(PATIENCE);
  await opening.waitFor({ state: "detached", ...PATIENCE });
  // A button may be named for whom or what it is pressed.
  if (typeof press === "function") await press(person);
  else if (press) {
    const words = say(press, person.language);
    await page.locator("main :is(button, summary)").filter({ hasText: words }).first().click(PATIENCE);
  }
  if (opens) await page.locator(opens).first().waitFor(PATIENCE);
}
