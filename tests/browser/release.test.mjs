// What is deployed is what was tested, less the clock that tests may move.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { launchBrowser, phone, servers, settled, startServer } from "./launch.mjs";

const CLOCK = "/api/test/clock";

describe("the release server", () => {
  let server;
  before(async () => { server = await startServer({ demo: false }); });
  after(() => server.stop());

  test("has no clock that can be moved", async () => {
    const answer = await fetch(server.url + CLOCK, { method: "POST", headers: { origin: server.url } });
    assert.equal(answer.status, 404);
    const named = async (program) => (await readFile(program)).includes("test/clock");
    assert.ok(await named(servers.testClock), "the other server should name it, or this test proves nothing");
    assert.ok(!(await named(servers.release)), "the binary names the test clock");
  });

  test("serves the app compressed, and its routes under a strict policy", async () => {
    for (const route of ["/", "/help", "/me/records"]) {
      const answer = await fetch(server.url + route, { headers: { "accept-encoding": "br" } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-encoding"), "br");
      const policy = answer.headers.get("content-security-policy");
      assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    }
    assert.equal((await fetch(`${server.url}/no-such-file.js`)).status, 404);
  });

  test("is started from the phone's own copy when it is away", async () => {
    const browser = await launchBrowser();
    try {
      const context = await phone(browser);
      const page = await context.newPage();
      await page.goto(server.url);
      await settled(page);
      await server.kill();
      await page.goto(`${server.url}/needs`);
      await settled(page);
      assert.ok(await page.getByRole("main").isVisible());
    } finally {
      await browser.close();
      await server.start();
    }
  });
});
