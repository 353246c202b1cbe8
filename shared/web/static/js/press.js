/** One press of a finger is one press, whatever the hand and the network do. */

import { pause } from "./dom.js";

const TREMBLE = 600;
const TRIES = 3;

let latest = { name: "", moment: 0 };

/**
 * Whether this is the tail of a double press of one button.
 * @param {string} name
 */
export function isEcho(name) {
  const moment = performance.now();
  if (name === latest.name && moment - latest.moment < TREMBLE) return true;
  latest = { name, moment };
  return false;
}

/** A UUID for one press; `crypto.randomUUID` is missing on plain http, which offices speak. */
export function newTouch() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Send again when no answer came; the press's own `touch` makes that harmless.
 * @template T
 * @param {() => Promise<T>} send
 * @returns {Promise<T>}
 */
export async function persist(send) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(500 * attempt);
    }
  }
}
