// Phones without network: their own clocks go on from where they last heard of the server's, and what they kept is
// counted once it arrives.

import { moveClock } from "./clock.mjs";
import { PATIENCE } from "./steps.mjs";

/// A test server's clock, and the clocks of phones that are without network.
export class Clocks {
  #server;
  #ahead = 0;

  constructor(server) {
    this.#server = server;
  }

  /// Moves the server's clock. Phones learn of it with their next answer.
  async server(to) {
    this.#ahead = to - Date.now();
    await moveClock(this.#server, to);
  }

  /// A phone loses its network. What it believes of the time is what it last heard.
  async offline(person) {
    person.ahead = this.#ahead;
    await person.offline();
  }

  /// What a phone that lost its network takes the time to be, to a second or two: it stands there until it is set again.
  async phone(person, to) {
    await person.page.clock.setFixedTime(new Date(to - person.ahead));
  }
}

/// A phone does something that asks the server what is new, and has its answer, with the time, at the end.
export async function hearing(person, doing) {
  const heard = person.page.waitForResponse(
    (response) => new URL(response.url()).pathname === "/api/changes" && response.ok(), PATIENCE,
  );
  await doing();
  await heard;
}

/// The commands that a phone sends from here on and that were answered, in order: each time that one was sent is one
/// entry. What was sent before and is answered late (its news came first, by another way) is not among them.
export function answeredOf(person) {
  const answered = [];
  const sent = new WeakSet();
  person.page.on("request", (request) => sent.add(request));
  person.page.on("requestfinished", async (request) => {
    if (!sent.has(request) || request.method() !== "POST" || new URL(request.url()).pathname !== "/api/commands") return;
    const response = await request.response();
    if (!response?.ok()) return;
    for (const { command } of request.postDataJSON()) {
      answered.push(typeof command === "string" ? command : Object.keys(command)[0]);
    }
  });
  return answered;
}

/// The bar that says how much is saved and not sent.
export const savedNotSent = (person, n) => person.text(`已存待发${n}条，有网就送出`);

/// A phone says that so much is saved and not sent.
export async function keeps(person, n) {
  await savedNotSent(person, n).waitFor(PATIENCE);
}

/// A phone finds the network again, and nothing waits on it any more.
export async function sendsAll(person) {
  await person.online();
  await person.page.getByText(/^已存待发\d+条/).waitFor({ state: "detached", ...PATIENCE });
  await person.text("没有网络，照常使用，有网就送出").waitFor({ state: "detached", ...PATIENCE });
}
