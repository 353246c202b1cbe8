/** Plays the announcements that the server made, and says so when the browser forbids it. */

import { pause } from "/static/js/dom.js";

// No sound may hold up the queue: so long it may take to begin, and to end.
const BEGIN = 4 * 1000;
const LONGEST = 45 * 1000;
export const CHIME = "/suara/lonceng.wav";

/**
 * A player; `blocked(yes)` is told when the browser refuses sound until somebody touches.
 * @param {{ enabled: boolean, blocked: (yes: boolean) => void }} how
 */
export function player({ enabled, blocked }) {
  const audio = new Audio();
  audio.preload = "auto";
  let allowed = enabled;
  let sounds = true;
  if (enabled) tryOut();

  async function tryOut() {
    // Volume 0 still needs the browser's leave, so a refusal shows before the first call.
    audio.volume = 0;
    await start(CHIME);
    audio.pause();
    audio.volume = 1;
  }

  /** @param {string} source */
  async function start(source) {
    audio.src = source;
    try {
      await audio.play();
      refuse(false);
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotAllowedError") refuse(true);
      return false;
    }
  }

  /** @param {boolean} yes */
  function refuse(yes) {
    allowed = !yes;
    blocked(yes);
  }

  /**
   * Play what is at this address; resolves when it is over, or could not be played in time.
   * @param {string | null} source
   */
  async function say(source) {
    if (!enabled || !source) return;
    audio.volume = 1;
    /** @type {Promise<boolean>} */
    const over = new Promise((resolve) => {
      for (const name of ["ended", "error"]) {
        audio.addEventListener(name, () => resolve(name === "ended"), { once: true });
      }
    });
    sounds = (await within(BEGIN, start(source))) && (await within(LONGEST, over));
    audio.pause();
  }

  /** In one word why nobody hears it: "blocked" until a touch, or "failed" at the last call. */
  const ails = () => {
    if (!enabled) return "";
    if (!allowed) return "blocked";
    return sounds ? "" : "failed";
  };

  /** Somebody touched the screen: now the browser allows sound; the chime proves it. */
  async function unlock() {
    if (!enabled || allowed) return;
    audio.volume = 1;
    await start(CHIME);
  }

  return { say, unlock, ails };
}

/**
 * What the promise gives, or false when it takes longer than so many milliseconds.
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} promise
 * @returns {Promise<T | false>}
 */
function within(milliseconds, promise) {
  return Promise.race([promise, pause(milliseconds).then(() => /** @type {const} */ (false))]);
}
