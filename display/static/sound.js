/** Plays the announcements that the server made, and says so when the browser forbids it. */

const LONGEST = 45 * 1000; // no announcement may hold the queue longer than this
const CHIME = "/suara/lonceng.wav";

/** A player; `blocked(yes)` is told when the browser refuses sound until somebody touches. */
export function player({ enabled, blocked }) {
  const audio = new Audio();
  audio.preload = "auto";
  let allowed = enabled;
  if (enabled) tryOut();

  async function tryOut() {
    // Volume 0 still needs the browser's leave, so a refusal shows before the first call.
    audio.volume = 0;
    await start(CHIME);
    audio.pause();
    audio.volume = 1;
  }

  async function start(source) {
    audio.src = source;
    try {
      await audio.play();
      refuse(false);
      return true;
    } catch (error) {
      if (error.name === "NotAllowedError") refuse(true);
      return false;
    }
  }

  function refuse(yes) {
    allowed = !yes;
    blocked(yes);
  }

  /** Say a call; resolves when it is over, could not be played, or took too long. */
  async function say(call) {
    if (!enabled || !call.audio) return;
    audio.volume = 1;
    if (!(await start(call.audio))) return;
    await new Promise((resolve) => {
      const over = () => {
        clearTimeout(limit);
        for (const name of ["ended", "error", "pause"]) audio.removeEventListener(name, over);
        resolve();
      };
      const limit = setTimeout(over, LONGEST);
      for (const name of ["ended", "error", "pause"]) audio.addEventListener(name, over);
    });
  }

  /** Somebody touched the screen: now the browser allows sound; the chime proves it. */
  async function unlock() {
    if (!enabled || allowed) return;
    audio.volume = 1;
    await start(CHIME);
  }

  return { say, unlock };
}
