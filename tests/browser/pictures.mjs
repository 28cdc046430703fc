// Takes pictures of the routes in routes.json (`cargo xtask pictures [WORD …]`): on a phone and on
// a desk, light and dark, in every language, into pictures/. A word narrows them down to names that
// contain it, such as `today-phone` or `zh-Hant`.
//
// A route is { "name", "route", "as", "full" }: `as` names whom to sign in (people.mjs knows how),
// `full` asks for the whole page instead of one screen.

import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { desk, launchBrowser, phone, settled, startServer } from "./launch.mjs";

const folder = fileURLToPath(new URL("../../pictures/", import.meta.url));
const routes = JSON.parse(await readFile(new URL("routes.json", import.meta.url), "utf8"));
const words = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const server = await startServer({ demo: true });
const browser = await launchBrowser();
try {
  for (const [kind, device] of [["phone", phone], ["desk", desk]]) {
    for (const language of ["en", "zh-Hans", "zh-Hant"]) {
      for (const theme of ["light", "dark"]) await take(kind, device, language, theme);
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

async function take(kind, device, language, theme) {
  const wanted = routes
    .map((route) => ({ ...route, file: `${route.name}-${kind}-${language}-${theme}` }))
    .filter(({ file }) => words.every((word) => file.includes(word)));
  for (const account of new Set(wanted.map((route) => route.as))) {
    const context = await device(browser, { language, theme });
    const page = await context.newPage();
    await page.goto(server.url);
    await settled(page);
    if (account) {
      const { signIn } = await import("./people.mjs");
      await signIn(page, server, account);
    }
    for (const { route, file, full } of wanted.filter((route) => route.as === account)) {
      await page.goto(server.url + route);
      await settled(page);
      // Live updates keep the network busy for ever.
      await page.waitForLoadState("networkidle", { timeout: 1500 }).catch(() => {});
      await page.screenshot({ path: `${folder}${file}.png`, fullPage: Boolean(full) });
      console.log(`pictures/${file}.png`);
    }
    await context.close();
  }
}
