// The lead scans a member's card with the camera, by our own reader: no network, and after a picture that ends it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchBrowser, startServer } from "../launch.mjs";
import { signInAtDesk } from "./clock.mjs";
import { Clocks } from "./offline.mjs";
import { PATIENCE, dayAhead, moment, openShift, postNeed, signInAll, signUp } from "./steps.mjs";

const LEAD = ["V01", "周启禾"];
const OLD = ["V52", "林桂芳"];
/// What the camera shows, ten times a second.
const [WIDTH, HEIGHT] = [320, 240];
const [DARK, LIGHT] = [20, 220];

let folder;
let film;
let server;
let browser;
let withCamera;
const people = {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "linli-film-"));
  film = join(folder, "film.y4m");
  server = await startServer({ testClock: true });
  browser = await launchBrowser();
  withCamera = await launchBrowser({
    more: ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  });
  people.worker = await signInAtDesk(browser, server, "V07", "林雨桐");
  Object.assign(people, await signInAll(browser, server, { old: OLD }));
  Object.assign(people, await signInAll(withCamera, server, { lead: LEAD }));
});
after(async () => {
  for (const person of Object.values(people)) await person.close();
  await withCamera?.close();
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

// ---------------------------------------------------------------------- pictures

/// A grey picture: how light each point is, of its column and row.
function picture(light) {
  const points = Buffer.alloc(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) for (let x = 0; x < WIDTH; x += 1) points[y * WIDTH + x] = light(x, y);
  return points;
}

/// A code as the app draws it (`src/ui/qr_code.rs`): its side in modules, and its dark runs as a path.
async function drawn(code) {
  const svg = code.locator("svg");
  const side = Number((await svg.getAttribute("viewBox")).split(" ")[2]);
  const dark = new Set();
  for (const [, x, y, run] of (await svg.locator("path").getAttribute("d")).matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let n = 0; n < Number(run); n += 1) dark.add(`${Number(x) + n} ${y}`);
  }
  const scale = Math.floor(HEIGHT / side);
  return picture((x, y) => (dark.has(`${Math.floor(x / scale)} ${Math.floor(y / scale)}`) ? DARK : LIGHT));
}

/// The picture on which the library below our reader panics; its squares are drawn as the target `camera` draws them
/// (`fuzz/src/camera.rs`).
async function deadly() {
  const kept = new URL("../../../fuzz/corpus/camera/corners_beyond_32_bits", import.meta.url);
  const [shape, noise, ...squares] = await readFile(kept);
  const [margin, scale, modules] = [8, 1 + (shape >> 6), 17 + (shape & 0x3f)];
  const side = modules * scale + 2 * margin;
  const [left, top] = [(WIDTH - side) / 2, (HEIGHT - side) / 2].map(Math.floor);
  const isDark = (x, y) => {
    const [column, row] = [x, y].map((at) => Math.floor((at - margin) / scale));
    if (![column, row].every((at) => at >= 0 && at < modules)) return false;
    const at = row * modules + column;
    return Boolean(((squares[at >> 3] ?? 0) >> (at % 8)) & 1);
  };
  return picture((column, row) => {
    const [x, y] = [column - left, row - top];
    if (![x, y].every((at) => at >= 0 && at < side)) return LIGHT;
    const base = isDark(x, y) ? DARK : LIGHT;
    return (x * 31 + y * 17) % 20 === 0 ? (base + noise) & 0xff : base;
  });
}

/// A film for the browser's camera: each picture for so many tenths of a second, and again from the start.
async function shoot(...scenes) {
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const parts = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)];
  for (const [points, tenths] of scenes) {
    // Video keeps black at 16 and white at 235.
    const video = points.map((light) => 16 + Math.round((light * 219) / 255));
    for (let n = 0; n < tenths; n += 1) parts.push(Buffer.from("FRAME\n"), video, colour);
  }
  await writeFile(film, Buffer.concat(parts));
}

// ---------------------------------------------------------------------- the journey

test("队长扫志愿者卡", async (t) => {
  const { worker, lead, old } = people;
  const clocks = new Clocks(server);
  const day = dayAhead(3);
  let shift;
  let card;
  const readers = { opened: 0, closed: 0 };

  await t.test("林阿姨报了名，手机里有自己的卡", async () => {
    await postNeed(worker);
    shift = await openShift(worker, { day, start: "06:00", end: "08:00", lead: LEAD[1] });
    await signUp(old, shift);
    await old.open("/me");
    await old.button("出示我的卡").click();
    card = await drawn(old.page.getByRole("dialog", { name: "我的卡" }).getByRole("img", { name: /^卡 / }));
  });

  await t.test("浏览器自己不会读码", async () => {
    await shoot([await deadly(), 20], [card, 80]);
    await clocks.server(moment(day, "05:50"));
    await lead.open(`/roster/${shift}`);
    // The phone has heard what time it is: from here on it can do without the network.
    await lead.button("扫卡").waitFor(PATIENCE);
    assert.equal(await lead.page.evaluate(() => "BarcodeDetector" in window), false);
  });

  await t.test("没有网络，镜头里先是一张读码的程序受不了的图：程序没了，再来一个，页面还在", async () => {
    lead.page.on("worker", (reader) => {
      readers.opened += 1;
      reader.on("close", () => { readers.closed += 1; });
    });
    await clocks.offline(lead);
    await lead.button("扫卡").click();
    const dialog = lead.page.getByRole("dialog", { name: "扫卡" });
    await dialog.getByRole("button", { name: "扫卡", exact: true }).click();
    await dialog.getByText("林桂芳到了").waitFor(PATIENCE);
    assert.ok(readers.opened >= 2, `${readers.opened} readers`);
    assert.ok(readers.closed >= 1, `${readers.closed} readers ended`);
  });

  await t.test("名单上她到了；摄像头一关，读码的程序也没了", async () => {
    const dialog = lead.page.getByRole("dialog", { name: "扫卡" });
    await dialog.getByRole("button", { name: "关闭摄像头", exact: true }).click();
    await dialog.locator("video").waitFor({ state: "detached" });
    for (let tries = 0; readers.closed < readers.opened && tries < 50; tries += 1) await lead.page.waitForTimeout(100);
    assert.equal(readers.closed, readers.opened);
    await lead.page.keyboard.press("Escape");
    const row = lead.page.getByRole("article", { name: OLD[1], exact: true }).first();
    await row.getByText("已签到", { exact: true }).waitFor(PATIENCE);
    assert.deepEqual(lead.complaints.filter((said) => !/ERR_INTERNET_DISCONNECTED/.test(said)), []);
  });
});
