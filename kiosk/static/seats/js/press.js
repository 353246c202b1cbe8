/** One press at a time: sent once, answered clearly, and the truth drawn afterwards. */

import { post } from "/static/js/api.js";
import { isLost, refresh } from "./seat.js";

const SAME_BUTTON = 600;
const LOST = "Sambungan terputus. Tunggu sampai tersambung lagi, lalu tekan.";

let busy = false;
const pressed = new Map();

/**
 * Send a press; undefined when it was the tail of a double press. Refusals come as {refused}.
 * @returns {Promise<{answer?: any, refused?: {code: string, message: string}} | undefined>}
 */
export async function press(name, url, body) {
  const moment = performance.now();
  if (busy || moment - (pressed.get(name) ?? -SAME_BUTTON) < SAME_BUTTON) return undefined;
  if (isLost()) return { refused: { code: "lost", message: LOST } };
  busy = true;
  pressed.set(name, moment);
  try {
    return { answer: await post(url, body) };
  } catch (refused) {
    return { refused };
  } finally {
    busy = false;
    pressed.set(name, performance.now());
    refresh();
  }
}
