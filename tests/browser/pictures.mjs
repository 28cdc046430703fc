// Takes pictures of every route (`cargo xtask pictures [WORD …]`): on a phone and on a desk, light, dark and in elder
// mode, in every language, as a worker and as a volunteer, into pictures/. A word narrows them down to names that contain it, such as
// `today-phone` or `zh-Hant`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { desk, launchBrowser, phone, startServer } from "./launch.mjs";
import { ACCOUNTS, routesOf, show, signedIn } from "./people.mjs";

const folder = fileURLToPath(new URL("../../pictures/", import.meta.url));
const words = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const server = await startServer({ demo: true });
const browser = await launchBrowser();
try {
  for (const [kind, device] of [["phone", phone], ["desk", desk]]) {
    for (const language of ["en", "zh-Hans", "zh-Hant"]) {
      for (const theme of ["light", "dark", "elder"]) {
        for (const account of ACCOUNTS) await take(kind, device, language, theme, account);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/// `desk-shift-edit` of `/desk/shift/0193…/edit`.
function nameOf(route) {
  const parts = route.split("/").filter((part) => part && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part));
  const one = /[0-9a-f]{8}-[0-9a-f-]{27}$/.test(route) ? ["one"] : [];
  return [...parts, ...one].join("-") || "today";
}

async function take(kind, device, language, theme, account) {
  const endings = `-${kind}-${language}-${theme}-${account}`;
  if (!words.every((word) => !/^(phone|desk|en|zh-Han[st]|light|dark|elder|V\d+)$/.test(word) || endings.includes(`-${word}`))) return;
  const look = theme === "elder" ? { theme: "light", elder: true } : { theme };
  const person = await signedIn(browser, server, device, account, { language, ...look });
  const { width, height } = person.page.viewportSize();
  for (const route of await routesOf(person)) {
    const file = `${nameOf(route)}${endings}`;
    if (!words.every((word) => file.includes(word))) continue;
    await show(person, route);
    // Live updates keep the network busy for ever.
    await person.page.waitForLoadState("networkidle", { timeout: 1500 }).catch(() => {});
    // As high as the page, so that the bar lies below all of it.
    const all = await person.page.evaluate(() => document.documentElement.scrollHeight);
    await person.page.setViewportSize({ width, height: Math.max(height, all) });
    await person.page.screenshot({ path: `${folder}${file}.png` });
    await person.page.setViewportSize({ width, height });
    console.log(`pictures/${file}.png`);
  }
  await person.close();
}
