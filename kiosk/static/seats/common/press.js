/** Presses go one after another: each is sent once, answered clearly, and then the truth is drawn. */

import { post } from "/static/js/api.js";
import { isLost, refresh } from "./seat.js";

const TREMBLE = 600;
const LOST = "Sambungan terputus. Tunggu sampai tersambung lagi, lalu tekan.";

let latest = { name: "", moment: 0 };
let turn = Promise.resolve();
let drawn = Promise.resolve();

/** Whether this is the tail of a double press of one button. */
export function isEcho(name) {
  const moment = performance.now();
  if (name === latest.name && moment - latest.moment < TREMBLE) return true;
  latest = { name, moment };
  return false;
}

/**
 * Send a press of the button `name`; undefined when it was an echo. A refusal comes as {refused}.
 * @returns {Promise<{answer?: any, refused?: {code: string, message: string}} | undefined>}
 */
export async function press(name, url, body) {
  return isEcho(name) ? undefined : send(url, body);
}

/** `press` for somebody who has asked `isEcho` already. */
export function send(url, body) {
  if (isLost()) return Promise.resolve({ refused: { code: "lost", message: LOST } });
  turn = turn.then(() => deliver(url, body));
  return turn;
}

/** When nothing is under way any more and the page shows the truth: what to judge a press by. */
export async function settled() {
  await turn;
  await drawn;
}

async function deliver(url, body) {
  try {
    return { answer: await post(url, body) };
  } catch (refused) {
    return { refused };
  } finally {
    drawn = refresh();
  }
}
