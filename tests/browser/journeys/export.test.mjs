// Somebody wants to know what is kept about them, and takes it along: one file, to read and for other programs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { axe, launchBrowser, phone, startServer } from "../launch.mjs";
import { serveStatic } from "../static.mjs";
import { PATIENCE, Person, signIn } from "./steps.mjs";

let server;
let site;
let browser;

before(async () => {
  server = await startServer();
  site = await serveStatic();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await site?.stop();
});

/// The files of an archive in which nothing is compressed, read by its central directory.
function filesIn(archive) {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = archive.readUInt32LE(end + 16);
  const files = {};
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(archive.readUInt16LE(at + 10), 0, "stored");
    const [size, name, extra, comment] = [20, 28, 30, 32].map((to, n) => (n ? archive.readUInt16LE(at + to) : archive.readUInt32LE(at + to)));
    const local = archive.readUInt32LE(at + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files[archive.toString("utf8", at + 46, at + 46 + name)] = archive.toString("utf8", begin, begin + size);
    at += 46 + name + extra + comment;
  }
  return files;
}

/// Presses the button, and reads what was saved.
async function takesAlong(person, words) {
  await person.open("/me");
  const saving = person.page.waitForEvent("download", PATIENCE);
  await person.button(words).click();
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /^linli-\d{4}-\d\d-\d\d\.zip$/);
  return filesIn(await readFile(await saved.path()));
}

/// The page inside the file, opened as whoever saved it opens it.
async function opened(html) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.setContent(html);
  return page;
}

test("唐文博下载自己的资料：一个网页和一份数据，里面没有别人", async () => {
  const person = await signIn(browser, server, "V33", "唐文博");
  const files = await takesAlong(person, "下载一份");
  await person.text("已存成文件").first().waitFor(PATIENCE);
  assert.deepEqual(Object.keys(files), ["linli.html", "linli.json"]);
  const told = JSON.parse(files["linli.json"]);
  assert.equal(told.held.format, 1);
  const kinds = told.held.documents.map((one) => one.key.split("/")[0]);
  assert.ok(kinds.includes("person"), kinds.join());
  assert.deepEqual(told.account.logins, ["v33"]);
  const page = await opened(files["linli.html"]);
  await page.getByRole("heading", { level: 1, name: "唐文博" }).waitFor(PATIENCE);
  await page.getByRole("row", { name: /志愿者编号 V33/ }).waitFor(PATIENCE);
  await page.getByRole("row", { name: /登录的设备 Linux · Chrome/ }).waitFor(PATIENCE);
  assert.deepEqual(await axe(page), []);
  // A neighbour of the same community, whom the desk's list names.
  for (const text of Object.values(files)) assert.ok(!text.includes("argon2") && !text.includes("辛志强"));
  await page.close();
  await person.close();
});

test("没有网络时说明连上以后再下载", async () => {
  const person = await signIn(browser, server, "V33", "唐文博");
  await person.offline();
  await person.tab("我的");
  await person.button("下载一份").click();
  await person.text("连上网络后才能下载。").first().waitFor(PATIENCE);
  assert.deepEqual(await axe(person.page), []);
  await person.close();
});

test("on a device alone it needs no network", async () => {
  const context = await phone(browser, { language: "en" });
  const me = new Person("one person", context, await context.newPage(), site.url);
  await me.open("/sign-in");
  await me.button("Try it with the demo community").click();
  await me.page.locator(".persona").first().waitFor({ timeout: 60_000 });
  await me.page.locator(".persona").first().click();
  await me.page.getByRole("navigation").first().waitFor(PATIENCE);
  const files = await takesAlong(me, "Save a copy");
  const told = JSON.parse(files["linli.json"]);
  assert.equal(told.account, undefined);
  assert.ok(told.held.documents.length > 0);
  const page = await opened(files["linli.html"]);
  await page.getByRole("heading", { level: 2, name: "My details" }).waitFor(PATIENCE);
  await page.close();
  await context.close();
});
