/** Presses go one after another: each is sent once, answered clearly, and then the truth is drawn. */

import { outcome, post } from "/static/js/api.js";
import { isEcho } from "/static/js/press.js";
import { isLost, isSignedOut, refresh } from "./seat.js";

/** @typedef {{ answer?: any, refused?: import("/static/js/api.js").Refusal }} Outcome */

const LOST = "Sambungan terputus. Tunggu sampai tersambung lagi, lalu tekan.";
const OUT = "Masuk lagi dahulu, lalu tekan.";

/** @type {Promise<Outcome>} */
let turn = Promise.resolve({});
/** @type {Promise<unknown>} */
let drawn = turn;
/** @type {Promise<unknown>} */
let judged = turn;

/**
 * Send a press of the button `name`; undefined when it was an echo.
 * @param {string} name
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<Outcome | undefined>}
 */
export const press = async (name, url, body) => (isEcho(name) ? undefined : send(url, body));

/**
 * `press` for somebody who has asked `isEcho` already.
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<Outcome>}
 */
export function send(url, body) {
  if (isLost()) {
    const message = isSignedOut() ? OUT : LOST;
    return Promise.resolve({ refused: { code: "lost", message, status: 0 } });
  }
  turn = turn.then(async () => {
    const done = await outcome(post(url, body));
    drawn = refresh();
    return done;
  });
  return turn;
}

/**
 * A press that has to be judged by what the page shows: when all before it are judged, sent and answered.
 * @template T
 * @param {() => Promise<T>} deed
 * @returns {Promise<T>}
 */
export function inTurn(deed) {
  const mine = judged.then(async () => {
    await turn;
    await drawn;
    return deed();
  });
  judged = mine.catch(() => undefined);
  return mine;
}
