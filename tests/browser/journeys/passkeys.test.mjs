// A passkey in place of a password, a second factor for whoever sees others' data, and a lost password replaced by a link.
//
// Browsers make passkeys for a domain: the phones of this file come in by localhost, whose server is the same.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { axe, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { moveClock } from "./clock.mjs";
import { PATIENCE, Person, signInOn } from "./steps.mjs";

const NAME = "程晓岚";
const PASSKEY = "用通行密钥登录";
const WORKER = "林雨桐";

let server;
let strict;
let clocked;
let browser;
const people = {};

/// A server under a name, to which passkeys can be bound.
async function named(options) {
  const started = await startServer(options);
  return { ...started, at: started.url, url: started.url.replace("127.0.0.1", "localhost") };
}

/// A phone that asks for a fingerprint, and is always shown the right one.
async function newPhone(name, address, { fingerprint = true } = {}) {
  const context = await phone(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  const person = new Person(name, context, page, new URL(address).origin);
  if (fingerprint) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    const options = {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    };
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
    person.keys = async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  }
  await page.goto(address);
  await settled(page);
  return person;
}

async function copiedLink(person) {
  const { page, context } = person;
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: person.url });
  await person.button("复制链接").first().click();
  await person.text("已复制").first().waitFor(PATIENCE);
  return page.evaluate(() => navigator.clipboard.readText());
}

async function signOut(person) {
  await person.open("/me");
  await person.button("退出登录").click(PATIENCE);
  await person.page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
}

const isIn = (person) => person.page.getByRole("navigation", { name: "主导航" }).waitFor(PATIENCE);

/// Account and password, and what is then asked for.
async function halfWay(person, account, password = "linli-demo") {
  await person.page.getByRole("textbox", { name: "志愿者编号或账号" }).fill(account);
  await person.page.getByLabel("密码", { exact: true }).fill(password);
  await person.button("登录").click();
}

/// The six digits that an app shows, so many steps of 30 seconds from now (RFC 6238).
function digits(secret, ahead = 0) {
  const bits = [...secret.replaceAll(" ", "")].map((digit) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digit).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", key).update(step).digest();
  const from = digest[19] & 15;
  return String((digest.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/// An administrator makes the link that invites a worker of the community.
async function invitesWorker(admin) {
  await admin.open("/desk/people");
  const roles = admin.page.getByRole("combobox", { name: "角色" });
  await roles.selectOption({ label: "社区工作者" }, PATIENCE);
  await admin.button("生成链接").click();
  await admin.page.getByRole("img", { name: "这份邀请的二维码" }).waitFor(PATIENCE);
  return copiedLink(admin);
}

/// What somebody tells who comes in by an invitation, and agrees to.
async function tells({ page }, name, year, phone) {
  await page.getByRole("textbox", { name: /^姓名/ }).fill(name);
  await page.getByRole("textbox", { name: /^出生年份/ }).fill(year);
  await page.getByRole("textbox", { name: /^电话/ }).fill(phone);
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
}

/// What they send next arrives, and the answer is lost on the way back.
const losesAnswer = ({ page }) => page.route("**/api/invitations/take", async (route) => {
  await route.fetch();
  await route.abort();
}, { times: 1 });

before(async () => {
  server = await named();
  strict = await named({ args: ["--second-factor", "required"] });
  clocked = await named({ testClock: true });
  browser = await launchBrowser();
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  for (const one of [server, strict, clocked]) await one?.stop();
});

test("管理员邀请一位社区工作者，来的人不设密码，用指纹就进来了", async () => {
  people.admin = await newPhone("曲文静", `${server.url}/sign-in`);
  await signInOn(people.admin, "V09");
  const link = await invitesWorker(people.admin);

  people.invited = await newPhone(NAME, link);
  const { page } = people.invited;
  // What is missing is said before the phone asks for a finger.
  await people.invited.button("不设密码，用通行密钥").click(PATIENCE);
  await page.getByText("姓名：请填写。").waitFor(PATIENCE);
  assert.deepEqual(await people.invited.keys(), []);
  await tells(people.invited, NAME, "1985", "13904110009");
  assert.deepEqual(await axe(page), []);
  await losesAnswer(people.invited);
  await people.invited.button("不设密码，用通行密钥").click();
  await page.getByText("加入需要网络，您填的内容还在。").waitFor(PATIENCE);
  people.invited.complaints.length = 0;
  await people.invited.button("不设密码，用通行密钥").click();
  await people.invited.text(`欢迎您，${NAME}`).first().waitFor(PATIENCE);
  await page.getByRole("link", { name: "工作台" }).first().waitFor(PATIENCE);
  const [key, ...more] = await people.invited.keys();
  assert.deepEqual(more, [], "one was made, and sent twice");
  assert.equal(key.rpId, "localhost");
  assert.ok(key.isResidentCredential, "the phone knows by itself whose it is");
});

test("没有收到回音，过了五分钟才再按：说明可能已经加入，登录就进去了", async () => {
  people.boss = await newPhone("曲文静", `${clocked.url}/sign-in`);
  await signInOn(people.boss, "V09");
  const link = await invitesWorker(people.boss);
  people.late = await newPhone("祝明月", link);
  const { late } = people;
  await tells(late, "祝明月", "1990", "13904110010");
  await losesAnswer(late);
  const press = late.button("不设密码，用通行密钥");
  await press.click();
  await late.text("加入需要网络，您填的内容还在。").waitFor(PATIENCE);
  late.complaints.length = 0;
  await moveClock({ url: clocked.at }, new Date(Date.now() + 6 * 60_000));
  await press.click();
  await late.page.getByText(/^您可能已经加入了/).waitFor(PATIENCE);
  assert.deepEqual(await axe(late.page), []);
  // What was written is still there for whoever goes back.
  await late.button("返回").click();
  assert.equal(await late.page.getByRole("textbox", { name: /^姓名/ }).inputValue(), "祝明月");
  await press.click();
  // The link says the same to whoever opens it again.
  people.curious = await newPhone("祝明月", link);
  await people.curious.text("这份邀请已经失效，请向给您的人再要一份。").waitFor(PATIENCE);
  assert.deepEqual(await axe(people.curious.page), []);
  await people.curious.page.getByRole("link", { name: "我已经加入，去登录" }).click();
  await people.curious.page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  await late.page.getByRole("link", { name: "登录", exact: true }).click();
  await late.button(PASSKEY).click(PATIENCE);
  await isIn(late);
  await late.open("/me");
  await late.page.getByRole("heading", { level: 1, name: "祝明月" }).waitFor(PATIENCE);
});

test("退出以后，再按一下就登录，什么都不用输入", async () => {
  const { invited } = people;
  await signOut(invited);
  assert.deepEqual(await axe(invited.page), []);
  await invited.button(PASSKEY).click();
  await isIn(invited);
  await invited.open("/me");
  await invited.page.getByRole("heading", { level: 1, name: NAME }).waitFor(PATIENCE);
  assert.deepEqual(invited.complaints, []);
});

test("“我的”里看得到通行密钥；只有一个时不能删，再设一个就可以", async () => {
  const { invited } = people;
  const { page } = invited;
  await page.getByRole("heading", { name: "登录方式" }).waitFor(PATIENCE);
  const key = page.getByRole("article", { name: "通行密钥 · Linux · Chrome" });
  await key.filter({ hasText: "最近使用：今天" }).waitFor(PATIENCE);
  assert.deepEqual(await axe(page), []);
  await key.getByRole("button", { name: /^删除/ }).click();
  await invited.text("只有这一个了，请先再设一个。").waitFor(PATIENCE);
  await invited.button("用手机上的验证器").click();
  const said = await page.getByText(/^也可以在验证器里输入：/).innerText(PATIENCE);
  await page.getByRole("textbox", { name: "验证器里的6位数字" }).fill(digits(said.split("：")[1]));
  await invited.button("继续").click();
  await invited.text("设好了").first().waitFor(PATIENCE);
  await key.getByRole("button", { name: /^删除/ }).click();
  await invited.text("已删除，其他设备已退出登录。").first().waitFor(PATIENCE);
  await key.waitFor({ state: "detached", ...PATIENCE });
});

test("删掉的通行密钥再也打不开", async () => {
  const { invited } = people;
  await signOut(invited);
  await invited.button(PASSKEY).click();
  await invited.text("这个通行密钥在这里不能用了。请换一种方式登录，或请管理员发一个链接。").waitFor(PATIENCE);
});

test("看得到别人信息的人，只有密码进不来，先设好通行密钥", async () => {
  people.worker = await newPhone(WORKER, `${strict.url}/sign-in`);
  const { worker } = people;
  await halfWay(worker, "V07");
  await worker.page.getByRole("heading", { name: "保护这个账号" }).waitFor(PATIENCE);
  assert.deepEqual(await axe(worker.page), []);
  // Nothing else is open meanwhile.
  for (const path of ["/api/session", "/api/session/devices"]) {
    assert.equal((await worker.context.request.get(strict.url + path)).status(), 401);
  }
  await worker.reload();
  await halfWay(worker, "V07");
  await worker.button("设置通行密钥").click(PATIENCE);
  await isIn(worker);
  await signOut(worker);
  await halfWay(worker, "V07");
  await worker.page.getByRole("heading", { name: "还差一步" }).waitFor(PATIENCE);
  assert.deepEqual(await axe(worker.page), []);
  await worker.button("使用通行密钥").click();
  await isIn(worker);
});

test("没有指纹的电脑，用手机上的验证器；每个码只能用一次", async () => {
  people.desk = await newPhone("曲文静", `${strict.at}/sign-in`, { fingerprint: false });
  const { desk } = people;
  const field = desk.page.getByRole("textbox", { name: "验证器里的6位数字" });
  await halfWay(desk, "V09");
  await desk.button("用手机上的验证器").click(PATIENCE);
  const said = await desk.page.getByText(/^也可以在验证器里输入：/).innerText(PATIENCE);
  const secret = said.split("：")[1];
  await desk.page.getByRole("img", { name: "给验证器扫的二维码" }).waitFor(PATIENCE);
  assert.deepEqual(await axe(desk.page), []);
  const first = digits(secret);
  await field.fill(first);
  await desk.button("继续").click();
  await isIn(desk);
  await signOut(desk);
  await halfWay(desk, "V09");
  await field.fill(first, PATIENCE);
  await desk.button("继续").click();
  await desk.text("数字不对，请等下一组再输入。").waitFor(PATIENCE);
  await field.fill(digits(secret, 1));
  await desk.button("继续").click();
  await isIn(desk);
});

test("换密码要先输入现在的密码，换了以后旧的进不来", async () => {
  people.volunteer = await newPhone("唐文博", `${server.at}/sign-in`, { fingerprint: false });
  const { volunteer } = people;
  const { page } = volunteer;
  await signInOn(volunteer, "V33");
  await volunteer.open("/me");
  const change = page.getByRole("button", { name: "修改密码", exact: true });
  await change.click(PATIENCE);
  await page.getByLabel("现在的密码", { exact: true }).fill("不知道的密码");
  await page.getByLabel("新密码", { exact: true }).fill("七只灰猫上了屋顶");
  await change.click();
  await volunteer.text("对不上，什么都没有改。").waitFor(PATIENCE);
  await page.getByLabel("现在的密码", { exact: true }).fill("linli-demo");
  await change.click();
  await volunteer.text("密码已修改，其他设备已退出登录。").first().waitFor(PATIENCE);
  await signOut(volunteer);
  await halfWay(volunteer, "V33");
  await volunteer.text("账号和密码对不上。").waitFor(PATIENCE);
  await signInOn(volunteer, "V33", "七只灰猫上了屋顶");
});

test("忘了密码：管理员给一个链接，用一次，旧的密码和手机都不能用了", async () => {
  const { admin } = people;
  people.old = await newPhone(WORKER, `${server.url}/sign-in`);
  await signInOn(people.old, "V07");
  await admin.open("/desk/people");
  await admin.page.getByRole("searchbox").fill(WORKER, PATIENCE);
  await admin.page.getByRole("button", { name: `${WORKER}换手机` }).click(PATIENCE);
  await admin.page.getByRole("img", { name: "这份邀请的二维码" }).waitFor(PATIENCE);
  const link = await copiedLink(admin);
  people.again = await newPhone(WORKER, link);
  const { page } = people.again;
  await page.getByRole("heading", { level: 1, name: `${WORKER}的新手机` }).waitFor(PATIENCE);
  await people.again.button("在这部手机上使用").click();
  await people.again.text("请设置密码。").waitFor(PATIENCE);
  await page.getByLabel("设置密码", { exact: true }).fill("八只白鹅过了小河");
  assert.deepEqual(await axe(page), []);
  await people.again.button("在这部手机上使用").click();
  await isIn(people.again);
  const answer = await people.old.context.request.get(`${server.url}/api/session`);
  assert.equal(answer.status(), 401);
  await signOut(people.again);
  await halfWay(people.again, "V07");
  await people.again.text("账号和密码对不上。").waitFor(PATIENCE);
  await signInOn(people.again, "V07", "八只白鹅过了小河");
});
