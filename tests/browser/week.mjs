// A week of the demo community in which every screen has something to show: home visits, late offers, a sheet of paper,
// absences and hours that are disputed, rain, and calls to make. Brought about by commands, on a server whose clock can be moved.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { moveClock } from "./journeys/clock.mjs";

const COMMUNITY = "210204011009";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SCHEMA = 1;

/// The id that the demo gives to a row of its lists.
function derivedId(kind, key) {
  const hash = createHash("sha256");
  for (const part of ["linli", COMMUNITY, kind, key]) hash.update(part).update("\0");
  return uuid(hash.digest().subarray(0, 16), 8);
}

function uuid(bytes, version) {
  const own = Buffer.from(bytes);
  own[6] = (own[6] & 0x0f) | (version << 4);
  own[8] = (own[8] & 0x3f) | 0x80;
  return own.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function freshId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return uuid(bytes, 7);
}

const personId = (number) => derivedId("person", number);
const teamId = (number) => derivedId("organization", number);
const grid = (number) => COMMUNITY + number;

/// Signed-in people, who say what they want.
class People {
  constructor(server) {
    this.server = server;
    this.cookies = new Map();
  }

  async post(path, body, cookie = "") {
    const { url } = this.server;
    const headers = { "content-type": "application/json", origin: url, cookie };
    const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer;
  }

  async cookieOf(number) {
    if (!this.cookies.has(number)) {
      const answer = await this.post("/api/session", { login: number, password: "linli-demo" });
      this.cookies.set(number, answer.headers.get("set-cookie").split(";")[0]);
    }
    return this.cookies.get(number);
  }

  async ask(number, command) {
    const envelope = { id: freshId(), person: personId(number), schema: SCHEMA, device_time: new Date(), command };
    const answer = await this.post("/api/commands", [envelope], await this.cookieOf(number));
    const [outcome] = await answer.json();
    assert.ok(outcome.applied, `${number}: ${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
    return outcome.applied;
  }
}

/// A day on which nobody of the demo community is asked for twice: a Tuesday or Thursday, in two days or more.
function quietDay() {
  const local = (n) => new Date(Date.now() + n * DAY + 8 * 60 * MINUTE);
  const n = [2, 3, 4, 5, 6].find((n) => [2, 4].includes(local(n).getUTCDay()));
  return local(n).toISOString().slice(0, 10);
}

const GRANDMA = { name: "李奶奶", phone: "13900001234", address: "银龄里3号楼2单元301", call_back: true };
const UNCLE = { name: "赵叔", phone: "13900005678", address: "银龄里7号楼101", call_back: true };
const NEEDS = {
  chat: { title: { en: "A chat with Grandma Li", "zh-Hans": "陪李奶奶说说话", "zh-Hant": "陪李奶奶說說話" }, recipient: GRANDMA },
  windows: { title: { en: "Uncle Zhao's windows", "zh-Hans": "帮赵叔擦窗户", "zh-Hant": "幫趙叔擦窗戶" }, recipient: UNCLE },
  clinic: { title: { en: "To the clinic with Uncle Zhao", "zh-Hans": "陪赵叔去看病", "zh-Hant": "陪趙叔去看病" }, recipient: UNCLE },
  medicine: {
    title: { en: "Medicine for Grandma Li", "zh-Hans": "给李奶奶送退烧药", "zh-Hant": "給李奶奶送退燒藥" },
    recipient: GRANDMA,
    urgency: "urgent",
  },
};
/// What only whoever handles it may read.
const SEALED = {
  title: { en: "Quarrel next door", "zh-Hans": "邻居家吵架", "zh-Hant": "鄰居家吵架" },
  category: "other",
  text: "晚上常听见吵架和摔东西的声音，孩子在哭。",
  risks: "男方喝酒，不要一个人上门。",
  source: "app",
};
/// When, in days from the day, and how each differs from a stall of two places.
const SHIFTS = {
  helped: { need: "windows", days: -1, hours: ["06:00", "07:00"] },
  paper: { days: -1, hours: ["12:00", "14:00"], slots: 3 },
  over: { days: 0, hours: ["07:00", "09:00"], slots: 6 },
  visit: { need: "chat", days: 0, hours: ["09:00", "10:00"] },
  site: { days: 0, hours: ["10:05", "12:00"], slots: 5 },
  urgent: { need: "medicine", days: 0, hours: ["10:30", "11:30"] },
  asked: { days: 0, hours: ["12:30", "14:00"], slots: 1 },
  request: { need: "clinic", days: 1, hours: ["13:00", "15:00"] },
  reminded: { days: 1, hours: ["08:30", "09:30"], slots: 4 },
  block: { days: 3, hours: ["14:00", "16:00"], slots: 6 },
  postponed: { days: 4, hours: ["06:00", "07:00"] },
  cancelled: { days: 5, hours: ["06:00", "07:00"], slots: 3 },
};
/// Who signs up for which, in this order.
const SIGN_UPS = {
  helped: ["V33", "V52"],
  paper: ["V33", "V15", "V52"],
  over: ["V15", "V33", "V38", "V36", "V19"],
  visit: ["V33", "V52"],
  site: ["V33", "V52", "V15", "V17", "V35", "V36", "V38"],
  asked: ["V15", "V33"],
  request: ["V33", "V52"],
  reminded: ["V33", "V52", "V36"],
  postponed: ["V33", "V52"],
  cancelled: ["V33", "V52", "V36"],
};

/// What a shift says of itself.
function aboutOf(shift, need, span) {
  const led = { organization: teamId("T1"), lead: personId("V01"), deputy: personId("V16"), insurance: true, span };
  if (!shift.need) {
    return {
      title: { en: "Fair stalls", "zh-Hans": "便民大集摊位", "zh-Hant": "便民大集攤位" }, kind: "post", attendance: "site", place: grid("008"),
      meeting_point: "商圈广场西侧红棚", risks: "人多，看好老人和孩子。", bring: "红马甲、水杯", min_staff: 1, slots: shift.slots ?? 2, ...led,
    };
  }
  const { title, urgency } = NEEDS[shift.need];
  return {
    title, kind: "visit", attendance: "visit", place: grid("006"), parent: { case: need }, text: "陪老人说说话，看看药还够不够。",
    risks: "楼梯较陡，注意脚下。", slots: 2, min_staff: 2, urgency: urgency ?? "normal", ...led,
  };
}

/// Brings the week about and leaves the clock at 09:40. Answers the ids of its needs and shifts by name.
export async function bringAbout(server) {
  const people = new People(server);
  const day = quietDay();
  const at = (time, days = 0) => new Date(new Date(`${day}T${time}:00+08:00`).getTime() + days * DAY);
  const week = { people, at, needs: {}, shifts: {}, entries: {} };
  week.to = (time, days = 0) => moveClock(server, at(time, days));
  await somebodyComesIn(week);
  await askFor(week);
  await theDayBefore(week);
  await theDay(week);
  // The month in which the demo community has done something.
  week.month = new Date(Date.now() - 7 * DAY).toISOString().slice(0, 7);
  // A record has the id of the entry that it comes of.
  week.records = { questioned: week.entries.helped.V33 };
  return week;
}

/// A team's lead has made its code, and somebody has come by it whom nobody knows yet.
async function somebodyComesIn(week) {
  const { people } = week;
  const [invitation, token] = [freshId(), randomBytes(16).toString("hex")];
  week.team = teamId("T1");
  week.joining = `/join#${invitation.replaceAll("-", "")}.${token}`;
  await people.ask("V01", { invite: { invitation, to: { team: { team: week.team } }, key: { shown: token } } });
  const newcomer = { name: "孙桂兰", birth: { year: 1948 }, phone: "13904110000", consents: ["membership"] };
  const ids = { command: freshId(), person: freshId(), grant: freshId() };
  await people.post("/api/invitations/take", { invitation, token, ...ids, newcomer });
}

/// Links for strangers: to a role, to somebody's other phone, and behind the code of a notice at a door.
export async function invited({ people }) {
  const link = async (to) => {
    const [invitation, token] = [freshId(), randomBytes(16).toString("hex")];
    const hashed = createHash("sha256").update(token).digest("hex");
    await people.ask("V09", { invite: { invitation, to, key: { hashed } } });
    return `/join#${invitation.replaceAll("-", "")}.${token}`;
  };
  return {
    role: await link({ role: { role: "community_worker", scope: { place: COMMUNITY } } }),
    phone: await link({ device: { person: personId("V07") } }),
    ask: `/ask#${grid("006")}.0411-84001234`,
  };
}

async function askFor({ people, at, needs, shifts, entries }) {
  for (const [name, about] of Object.entries(NEEDS)) {
    needs[name] = freshId();
    const whole = { category: "elder_care", place: grid("006"), visibility: "desk", source: "app", ...about };
    await people.ask("V07", { post_need: { case: needs[name], about: whole } });
    await people.ask("V07", { handle_need: { case: needs[name], step: "accept" } });
  }
  needs.sealed = freshId();
  const sealed = { ...SEALED, place: grid("006"), visibility: "sealed" };
  await people.ask("V33", { post_need: { case: needs.sealed, about: sealed } });
  for (const step of ["accept", { assign: { assignee: { person: personId("V52") } } }]) {
    await people.ask("V07", { handle_need: { case: needs.sealed, step } });
  }
  for (const [name, shift] of Object.entries(SHIFTS)) {
    shifts[name] = freshId();
    const [start, end] = shift.hours.map((time) => at(time, shift.days));
    await people.ask("V07", { open_shift: { shift: shifts[name], about: aboutOf(shift, needs[shift.need], { start, end }) } });
    entries[name] = {};
    for (const number of SIGN_UPS[name] ?? []) {
      entries[name][number] = freshId();
      await people.ask(number, { sign_up: { shift: shifts[name], sign_up: entries[name][number], or_wait: true } });
    }
  }
  for (const name of ["helped", "visit"]) {
    for (const sign_up of Object.values(entries[name])) await people.ask("V07", { approve: { shift: shifts[name], sign_up } });
  }
  await people.ask("V07", { name_helper: { person: personId("V52"), helper: personId("V33") } });
  await people.ask("V07", { tell_resident: { shift: shifts.helped } });
  const reserve = { shift: shifts.block, block: freshId(), team: teamId("T1"), headcount: 3 };
  const { rows } = await people.ask("V01", { reserve_block: reserve });
  const [place] = rows.map((row) => row.view.shift?.roster.team?.entries).find(Boolean);
  await people.ask("V01", { name_member: { shift: shifts.block, sign_up: place.id, person: personId("V15"), consent: "by_phone" } });
  const span = { start: at("06:30", 4), end: at("07:30", 4) };
  await people.ask("V07", { postpone_shift: { shift: shifts.postponed, span, reason: "rain" } });
  await people.ask("V07", { cancel_shift: { shift: shifts.cancelled, reason: "rain" } });
}

/// A visit is done and recorded; a sheet of paper is entered; two records are found not right, and one is answered.
async function theDayBefore({ people, at, to, shifts, entries }) {
  await to("06:00", -1);
  for (const number of ["V33", "V52"]) await people.ask(number, { check_in: { shift: shifts.helped, proof: "arrived", at: at("06:00", -1) } });
  await to("07:00", -1);
  await people.ask("V33", { check_out: { shift: shifts.helped, at: at("07:00", -1) } });
  await to("07:05", -1);
  const hours = Object.values(entries.helped).map((sign_up) => ({ sign_up }));
  await people.ask("V07", { confirm_hours: { shift: shifts.helped, entries: hours } });
  await to("14:10", -1);
  const came = ["V33", "V15"].map((number) => ({ sign_up: entries.paper[number], person: personId(number) }));
  await people.ask("V07", { enter_attendance: { shift: shifts.paper, entries: came } });
  await people.ask("V01", { confirm_hours: { shift: shifts.paper, entries: [{ sign_up: entries.paper.V33 }] } });
  for (const [name, reason] of [["paper", "我一点五十就走了"], ["helped", "我多待了半个小时"]]) {
    await people.ask("V33", { request_correction: { record: entries[name].V33, reason } });
  }
  await people.ask("V07", { answer_correction: { record: entries.paper.V33, minutes: 110, reason: "照签名单改" } });
}

/// One shift is over and not confirmed, a visit goes on, check-in for another has begun, somebody cannot come.
async function theDay({ people, at, to, shifts, entries }) {
  await to("07:00");
  const here = (name, number, time) => people.ask("V01", { mark_present: { shift: shifts[name], sign_up: entries[name][number], at: at(time) } });
  for (const number of ["V15", "V19"]) await here("over", number, "07:00");
  await to("08:30");
  for (const number of ["V33", "V36"]) await people.ask("V01", { mark_absent: { shift: shifts.over, sign_up: entries.over[number] } });
  await people.ask("V36", { contest_absence: { shift: shifts.over, reason: "六点五十就在红棚，王阿姨看见我" } });
  await people.ask("V52", { say_coming: { shift: shifts.reminded } });
  await to("09:00");
  await people.ask("V01", { mark_left: { shift: shifts.over, sign_up: entries.over.V19, at: at("09:00") } });
  await people.ask("V52", { check_in: { shift: shifts.visit, proof: "arrived", at: at("09:00") } });
  await to("09:40");
  await people.ask("V15", { withdraw: { shift: shifts.asked } });
  for (const number of ["V15", "V17"]) await here("site", number, "09:40");
  await people.ask("V07", { ask_team: { shift: shifts.urgent, team: teamId("T1") } });
}
