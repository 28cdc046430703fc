// Signed-in people of the demo community, and the routes that they can be on.

import assert from "node:assert/strict";
import { PATIENCE, Person } from "./journeys/steps.mjs";

/// A worker, and a volunteer who leads a shift.
export const ACCOUNTS = ["V07", "V33"];

const FIXED = ["/", "/help", "/needs", "/needs/new", "/desk", "/desk/shift/new", "/desk/month", "/me", "/me/records", "/sign-in",
  "/a/route/nobody/wrote"];

/// Somebody on a device (`phone` or `desk` of launch.mjs) that holds its copy of everything.
export async function signedIn(browser, server, device, account, { elder = false, ...options } = {}) {
  const context = await device(browser, options);
  if (elder) await context.addInitScript(() => localStorage.setItem("linli.elder", "on"));
  const page = await context.newPage();
  const person = new Person(account, context, page, server.url);
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

/// The routes that this person can be on, with a shift and a need that are there.
export async function routesOf(person) {
  const { page } = person;
  const first = async (from, start) => {
    await person.open(from);
    const link = page.locator(`main a[href^="${start}"]`);
    const found = link.filter({ hasNot: page.locator('[href$="/new"]') });
    await found.first().waitFor(PATIENCE);
    const all = await found.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    return all.find((href) => !href.endsWith("/new"));
  };
  const shift = (await first("/help", "/help/")).split("/").pop();
  const routes = [...FIXED, `/help/${shift}`, `/check-in/${shift}`, `/roster/${shift}`];
  if (person.name === "V07") {
    await person.open("/needs");
    await page.locator(".tab-bar").waitFor(PATIENCE);
    routes.push(await first("/needs", "/needs/"), `/desk/shift/${shift}/edit`);
  }
  return routes;
}

/// Opens a route and waits until nothing on it says that it is being opened.
export async function show(person, route) {
  await person.open(route);
  const opening = person.page.locator("[aria-busy=true], .skeleton").first();
  // The app's own heading stands there until somebody is known to be signed in; the page's comes after it.
  await opening.waitFor({ state: "detached", ...PATIENCE });
  await person.page.getByRole("heading", { level: 1 }).first().waitFor(PATIENCE);
  await opening.waitFor({ state: "detached", ...PATIENCE });
}
