// Coming in takes a minute: a team's code, being known, another phone, an invitation to a role.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launchBrowser, phone, settled, startServer } from "../launch.mjs";
import { PATIENCE, Person, TITLE, dayAhead, openShift, postNeed, signInAll, signInOn } from "./steps.mjs";

const TEAM = "90后助老团";
const NAME = "孙桂兰";

let server;
let browser;
let shift;
let link;
const people = {};

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const accounts = { worker: ["V07", "林雨桐"], captain: ["V01", "周启禾"], old: ["V33", "唐文博"] };
  Object.assign(people, await signInAll(browser, server, accounts));
  await postNeed(people.worker);
  shift = await openShift(people.worker, { day: dayAhead(3), start: "14:00", end: "16:00", lead: "郑海朗", places: 5 });
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await browser?.close();
  await server?.stop();
});

/// What "Copy the link" puts on the clipboard.
async function copiedLink(person) {
  const { page, context } = person;
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await person.button("复制链接").first().click();
  await person.text("已复制").first().waitFor(PATIENCE);
  return page.evaluate(() => navigator.clipboard.readText());
}

/// A phone that nobody has used opens a link.
async function newPhone(name, address, options = {}) {
  const context = await phone(browser, { language: "zh-Hans", ...options });
  const page = await context.newPage();
  const person = new Person(name, context, page, server.url);
  await page.goto(address);
  await settled(page);
  return person;
}

test("队长生成二维码，贴出去", async () => {
  const { captain } = people;
  await captain.tab("我的");
  await captain.link(TEAM).click();
  await captain.page.getByRole("heading", { level: 1, name: TEAM }).waitFor(PATIENCE);
  await captain.text("没有新人。").waitFor(PATIENCE);
  // Without network it is kept on this phone: nobody is given a code that lets nobody in yet.
  const picture = captain.page.getByRole("img", { name: `加入${TEAM}的二维码` });
  await captain.offline();
  await captain.button("生成二维码").click();
  await captain.text("已存待发").waitFor(PATIENCE);
  assert.equal(await captain.page.locator(".join-sheet").count(), 0, "nothing to print");
  assert.equal(await picture.count(), 0);
  assert.equal(await captain.button("复制链接").count(), 0);
  await captain.online();
  await picture.waitFor(PATIENCE);
  await captain.page.getByText(/^还能加入40人/).waitFor(PATIENCE);
  link = await copiedLink(captain);
  assert.match(link, new RegExp(`^${server.url}/join#[0-9a-f]{32}\\.[0-9a-f]{32}$`));
  await captain.page.emulateMedia({ media: "print", colorScheme: "light" });
  const paper = await captain.page.locator("body").innerText();
  for (const words of [`加入${TEAM}`, "扫一扫，加入我们", "在浏览器打开"]) assert.ok(paper.includes(words), paper);
  assert.ok(!paper.includes("生成二维码"), paper);
  const file = await captain.page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.equal(file.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1, "one page");
  await captain.page.emulateMedia({ media: null });
});

test("新人扫码，不用密码，一分钟内报上名", async (t) => {
  const began = Date.now();
  people.new = await newPhone(NAME, link);
  const { page } = people.new;
  await page.getByRole("heading", { level: 1, name: `加入${TEAM}` }).waitFor(PATIENCE);
  assert.equal(await page.getByLabel(/密码/).count(), 0);
  let keys = 0;
  const write = async (label, words) => {
    keys += [...words].length;
    await page.getByRole("textbox", { name: label }).fill(words);
  };
  // With nothing written everything that is missing is said at once.
  await people.new.button("加入").click();
  await page.getByText("姓名：请填写。").waitFor(PATIENCE);
  await page.getByText("电话：请填写。").waitFor(PATIENCE);
  await page.getByText("同意：请填写。").waitFor(PATIENCE);
  await write(/^姓名/, NAME);
  await write(/^出生年份/, "1948");
  await write(/^电话/, "13904110000");
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
  await people.new.button("加入").click();
  await people.new.text(`欢迎您，${NAME}`).first().waitFor(PATIENCE);
  await page.getByText(/^队长还没有确认认识您/).waitFor(PATIENCE);
  await people.new.open(`/help/${shift}`);
  await people.new.button("报名").click();
  await people.new.text("报名成功").first().waitFor(PATIENCE);
  const seconds = (Date.now() - began) / 1000;
  const typing = keys * 0.2;
  t.diagnostic(`${keys} keys at 200 ms: ${typing.toFixed(1)} s; the app took ${seconds.toFixed(1)} s; of at most 60 together`);
  assert.ok(typing + seconds < 60);
});

test("新人没有别人的信息，也没有工作台", async () => {
  const { page } = people.new;
  const held = await page.evaluate(async () => {
    let text = "";
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done, failed) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => done(opening.result);
        opening.onerror = () => failed(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const all = await new Promise((done) => {
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => done(asked.result);
        });
        text += JSON.stringify(all);
      }
      db.close();
    }
    return text;
  });
  assert.ok(held.includes(NAME), "their own name is here");
  for (const other of ["林雨桐", "唐文博", "desk:", "lead:", "team:"]) assert.ok(!held.includes(other), other);
  assert.equal(await page.getByRole("link", { name: "工作台" }).count(), 0);
});

test("队长在“今天”看到有新人，点“认识”，新人成了队员", async () => {
  const { captain } = people;
  await captain.open("/");
  await captain.text("有1位新人等您认识").waitFor(PATIENCE);
  await captain.link(TEAM).first().click();
  await captain.button(`认识${NAME}`).click();
  await captain.text(`${NAME}已经入队`).first().waitFor(PATIENCE);
  await captain.text("没有新人。").waitFor(PATIENCE);
  const members = captain.page.getByRole("listitem").filter({ hasText: NAME });
  await members.first().waitFor(PATIENCE);
});

test("不认识的人离队，七秒内可以撤回；离队的人什么也报不了", async () => {
  const { captain } = people;
  people.stray = await newPhone("路人", link);
  const { page } = people.stray;
  await page.getByRole("textbox", { name: /^姓名/ }).fill("路人甲");
  await page.getByRole("textbox", { name: /^出生年份/ }).fill("1990");
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110001");
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
  await people.stray.button("加入").click();
  await people.stray.text("欢迎您，路人甲").first().waitFor(PATIENCE);
  await people.stray.open(`/help/${shift}`);
  await people.stray.button("报名").waitFor(PATIENCE);
  await captain.button("不认识路人甲").click(PATIENCE);
  await captain.button("撤销").click();
  await captain.button("不认识路人甲").click(PATIENCE);
  await captain.text("路人甲将离队").first().waitFor(PATIENCE);
  // At the next contact nothing of the community is on their phone any more.
  await people.stray.button("报名").waitFor({ state: "detached", timeout: 30_000 });
  await people.stray.tab("今天");
  await people.stray.text("队长不认识您，请打电话给社区。").waitFor(PATIENCE);
});

test("未满十八岁要有监护人", async () => {
  people.young = await newPhone("小陈", link);
  const { page } = people.young;
  await page.getByRole("textbox", { name: /^姓名/ }).fill("陈小明");
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110002");
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
  const year = page.getByRole("textbox", { name: /^出生年份/ });
  await year.fill("1950");
  assert.equal(await page.getByRole("textbox", { name: /^监护人/ }).count(), 0);
  await year.fill(String(new Date().getFullYear() - 12));
  const guardian = page.getByRole("textbox", { name: /^监护人$/ });
  await guardian.waitFor(PATIENCE);
  await people.young.button("加入").click();
  await page.getByText("监护人：请填写。").waitFor(PATIENCE);
  await guardian.fill("陈大明");
  await page.getByRole("textbox", { name: /^监护人电话/ }).fill("13904110003");
  await people.young.button("加入").click();
  await people.young.text("欢迎您，陈小明").first().waitFor(PATIENCE);
});

test("没有网络时，填的内容还在，恢复后再按一次", async () => {
  people.stairs = await newPhone("楼道", link);
  const { page } = people.stairs;
  await page.getByRole("textbox", { name: /^姓名/ }).fill("楼道里的人");
  await page.getByRole("textbox", { name: /^出生年份/ }).fill("1960");
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110004");
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
  await people.stairs.offline();
  await people.stairs.button("加入").click();
  await page.getByText("加入需要网络，您填的内容还在。").waitFor(PATIENCE);
  assert.equal(await page.getByRole("textbox", { name: /^姓名/ }).inputValue(), "楼道里的人");
  await people.stairs.online();
  // What is corrected meanwhile is what arrives.
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110005");
  await people.stairs.button("加入").click();
  await people.stairs.text("欢迎您，楼道里的人").first().waitFor(PATIENCE);
  const { captain } = people;
  await captain.open("/");
  await captain.link(TEAM).first().click();
  await captain.button("认识楼道里的人").click(PATIENCE);
  await captain.text("楼道里的人已经入队").first().waitFor(PATIENCE);
  const member = captain.page.getByRole("listitem").filter({ hasText: "楼道里的人" });
  await member.locator('a[href="tel:13904110005"]').waitFor(PATIENCE);
});

test("第一次其实已经加入，改了再按：进来的是同一个人，说清以第一次为准", async () => {
  people.twice = await newPhone("改电话的人", link);
  const { page } = people.twice;
  await page.getByRole("textbox", { name: /^姓名/ }).fill("改电话的人");
  await page.getByRole("textbox", { name: /^出生年份/ }).fill("1962");
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110006");
  await page.getByRole("checkbox", { name: /我同意社区保存/ }).check();
  let lost = true;
  await page.route("**/api/invitations/take", async (route) => {
    // The first time it arrives, and the answer is lost on the way back.
    if (!lost) return route.continue();
    lost = false;
    await route.fetch();
    await route.abort();
  });
  await people.twice.button("加入").click();
  await page.getByText("加入需要网络，您填的内容还在。").waitFor(PATIENCE);
  await page.getByRole("textbox", { name: /^电话/ }).fill("13904110007");
  await people.twice.button("加入").click();
  await people.twice.text("您第一次写的已经收到，以那次为准。如果要改，请打电话告诉社区。").waitFor(PATIENCE);
  await people.twice.button("继续").click();
  await people.twice.text("欢迎您，改电话的人").first().waitFor(PATIENCE);
  await page.getByText(/^队长还没有确认认识您/).waitFor(PATIENCE);
});

test("在微信里先教人用浏览器打开", async () => {
  const agent = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/116 Mobile MicroMessenger/8.0.49";
  const wechat = await newPhone("微信", link, { userAgent: agent });
  await wechat.page.getByRole("heading", { name: "用浏览器打开" }).waitFor(PATIENCE);
  await wechat.page.getByRole("img", { name: /微信右上角/ }).waitFor(PATIENCE);
  assert.equal(await wechat.page.getByRole("textbox").count(), 0);
  await wechat.button("还是在这里继续").click();
  await wechat.page.getByRole("textbox", { name: /^姓名/ }).waitFor(PATIENCE);
  await wechat.close();
});

test("手机丢了：社区给新码，新手机接着用，旧手机退出登录", async () => {
  const { worker, old } = people;
  await old.open("/");
  await worker.open("/desk/people");
  await worker.page.getByRole("heading", { name: "换手机" }).waitFor(PATIENCE);
  await worker.page.getByRole("searchbox").fill("唐文博");
  await worker.page.getByRole("button", { name: "唐文博换手机" }).click(PATIENCE);
  await worker.page.getByRole("img", { name: "这份邀请的二维码" }).waitFor(PATIENCE);
  const address = await copiedLink(worker);
  people.replaced = await newPhone("唐文博", address);
  await people.replaced.page.getByRole("heading", { level: 1, name: "唐文博的新手机" }).waitFor(PATIENCE);
  await people.replaced.button("在这部手机上使用").click();
  await people.replaced.page.getByRole("navigation", { name: "主导航" }).waitFor(PATIENCE);
  await people.replaced.tab("我的");
  await people.replaced.page.getByRole("heading", { level: 1, name: "唐文博" }).waitFor(PATIENCE);
  const answer = await old.context.request.get(`${server.url}/api/session`);
  assert.equal(answer.status(), 401, "the old phone is signed out");
  // The code works once.
  const again = await newPhone("捡到的人", address);
  await again.text("这份邀请已经失效，请向给您的人再要一份。").waitFor(PATIENCE);
  await again.close();
});

test("社区读到一份邀请的经过：谁生成的，谁用了", async () => {
  const { worker } = people;
  await worker.open("/desk/people");
  const end = worker.page.getByRole("button", { name: new RegExp(`^停用：.*${TEAM}`) });
  const row = worker.page.getByRole("listitem").filter({ has: end }).first();
  await row.locator("details.history summary").click(PATIENCE);
  const lines = row.locator(".history-lines").getByRole("listitem");
  await lines.filter({ hasText: "周启禾生成了邀请" }).waitFor(PATIENCE);
  await lines.filter({ hasText: "改电话的人用了邀请" }).waitFor(PATIENCE);
  assert.deepEqual(await axe(worker.page), []);
});

test("队长停用二维码，没人再能用它加入；错的链接也说得清楚", async () => {
  const { captain } = people;
  await captain.tab("我的");
  await captain.link(TEAM).click();
  await captain.button("停用").click(PATIENCE);
  await captain.button("生成二维码").waitFor(PATIENCE);
  await captain.text("这个码已停用").first().waitFor(PATIENCE);
  const { worker } = people;
  await worker.open("/desk/people");
  await worker.page.getByText("用完或失效的邀请", { exact: true }).click(PATIENCE);
  const over = (what) => worker.page.getByRole("listitem").filter({ has: worker.page.getByText(what, { exact: true }) }).first();
  const code = over(`${TEAM}的二维码`);
  await code.getByText("已停用", { exact: true }).waitFor(PATIENCE);
  await code.locator("details.history summary").click();
  await code.getByText("周启禾停用了邀请").waitFor(PATIENCE);
  const moved = over("唐文博换手机");
  await moved.getByText("已用完", { exact: true }).waitFor(PATIENCE);
  await moved.locator("details.history summary").click();
  await moved.getByText("唐文博用了邀请").waitFor(PATIENCE);
  assert.deepEqual(await axe(worker.page), []);
  const late = await newPhone("晚来的人", link);
  await late.text("这份邀请已经失效，请向给您的人再要一份。").waitFor(PATIENCE);
  await late.close();
  const wrong = await newPhone("打错的人", `${server.url}/join#nothing`);
  await wrong.text("这个码打不开，请向给您的人再要一个。").waitFor(PATIENCE);
  await wrong.close();
});

test("密码试错太多次：说的是试得太多，不是服务器忙", async () => {
  const guessed = await newPhone("猜密码的人", `${server.url}/sign-in`);
  const guess = async () => {
    const body = JSON.stringify({ login: "V40", password: "不是这个密码" });
    const answer = await fetch(`${server.url}/api/session`, { method: "POST", headers: { "content-type": "application/json" }, body });
    await answer.text();
    return answer.status;
  };
  let tries = 0;
  while (await guess() !== 429) assert.ok((tries += 1) < 30, "nobody stops the guessing");
  await guessed.page.getByRole("textbox", { name: "志愿者编号或账号" }).fill("V40");
  await guessed.page.getByLabel("密码", { exact: true }).fill("不是这个密码");
  await guessed.button("登录").click();
  await guessed.text("试的次数太多了，请等一会儿再试。").waitFor(PATIENCE);
  assert.equal(await guessed.page.getByText(/^服务器忙/).count(), 0);
  await guessed.close();
});

test("邀请担任角色：先请选择，第一个角色也选得上", async () => {
  const { worker } = people;
  const { page } = worker;
  await worker.open("/desk/people");
  const roles = page.getByRole("combobox", { name: "角色" });
  await roles.waitFor(PATIENCE);
  const offered = await roles.locator("option").allInnerTexts();
  assert.equal(offered[0].trim(), "请选择");
  assert.equal(await roles.inputValue(), "", "nothing is chosen yet");
  await roles.selectOption({ index: 1 });
  await worker.button("生成链接").click();
  await page.getByRole("heading", { level: 3, name: offered[1].trim() }).waitFor(PATIENCE);
  await page.getByRole("img", { name: "这份邀请的二维码" }).waitFor(PATIENCE);
});

test("群里发来的班次链接：登录以后就在那一班，不用再找", async () => {
  const address = `${server.url}/help/${shift}`;
  people.follower = await newPhone("高雅楠", address);
  const { page } = people.follower;
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  await signInOn(people.follower, "V36");
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor(PATIENCE);
  await people.follower.button("报名").waitFor(PATIENCE);
  assert.equal(page.url(), address);
  // Whoever signs in where somebody has just signed out begins with today.
  await people.follower.tab("我的");
  await people.follower.button("退出登录").click();
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  await signInOn(people.follower, "V36");
  await page.waitForURL((at) => at.pathname === "/", PATIENCE);
});

test("没有密码的人退出前会先听说怎么回来；可以不退，也可以退", async () => {
  const { page } = people.new;
  await people.new.open("/me");
  const dialog = page.getByRole("dialog", { name: "要退出登录吗？" });
  await people.new.button("退出登录").click(PATIENCE);
  await dialog.getByText("要再进来，得向社区要一个新码。").waitFor(PATIENCE);
  await dialog.getByRole("button", { name: "继续登录" }).click();
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor(PATIENCE);
  await people.new.button("退出登录").click();
  await dialog.getByRole("button", { name: "退出登录", exact: true }).click(PATIENCE);
  await page.getByRole("heading", { level: 1, name: "登录" }).waitFor(PATIENCE);
  await people.new.text("以前是扫码进来的？请向社区要一个新码。").waitFor(PATIENCE);
});
