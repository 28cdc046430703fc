// The clock of a test server, and what several journeys of the desk begin with.

import assert from "node:assert/strict";
import { desk } from "../launch.mjs";
import { PATIENCE, Person, inWords, signInOn } from "./steps.mjs";

/// Moves a test server's clock. Phones learn of it with their next answer: load them again.
export async function moveClock(server, to) {
  const answer = await fetch(`${server.url}/api/test/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ now: to.toISOString() }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/// Signs in on a wide screen.
export async function signInAtDesk(browser, server, account, name, password) {
  const context = await desk(browser, { language: "zh-Hans" });
  const page = await context.newPage();
  const person = new Person(name, context, page, server.url);
  await person.open("/sign-in");
  await signInOn(person, account, password);
  return person;
}

/// Opens the desk after the clock was moved to `at`, and waits until it shows that day: the lists of another day are longer
/// or shorter, and a row would move away from under the finger. A minute later on the same day is not waited for.
export async function openDesk(person, at) {
  await person.open("/desk");
  await person.page.getByText(new RegExp(`· 周. ${inWords(at)}$`)).first().waitFor(PATIENCE);
}
