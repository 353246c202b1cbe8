/** Ring until somebody goes: a soft chime every few seconds and words in the tab's title. */

import { one, pause } from "/static/js/dom.js";

const AGAIN = 8000;
const title = document.title;

/** @type {AudioContext | undefined} */
let audio;
let ringing = 0;
let flashing = 0;

/**
 * Ring, or be quiet.
 * @param {string} words what the title says meanwhile; empty: quiet
 */
export function ring(words) {
  clearInterval(flashing);
  document.title = words || title;
  if (!words) {
    clearInterval(ringing);
    ringing = 0;
    one("[data-quiet]").hidden = true;
    return;
  }
  flashing = setInterval(() => {
    document.title = document.title === title ? words : title;
  }, 1000);
  if (!ringing) {
    chime();
    ringing = setInterval(chime, AGAIN);
  }
}

/** Two soft notes; a browser that has not been touched yet stays silent, and the page says so. */
async function chime() {
  const here = audio ?? new AudioContext();
  audio = here;
  if (here.state === "suspended") await Promise.race([here.resume(), pause(300)]);
  one("[data-quiet]").hidden = here.state === "running";
  if (here.state !== "running") return;
  note(here, 880, here.currentTime);
  note(here, 659, here.currentTime + 0.28);
}

/**
 * @param {AudioContext} here
 * @param {number} pitch
 * @param {number} begins
 */
function note(here, pitch, begins) {
  const tone = here.createOscillator();
  const loudness = here.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, begins);
  loudness.gain.exponentialRampToValueAtTime(0.3, begins + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, begins + 0.6);
  tone.connect(loudness).connect(here.destination);
  tone.start(begins);
  tone.stop(begins + 0.65);
}

for (const touched of ["pointerdown", "keydown"]) {
  document.addEventListener(touched, () => {
    if (audio?.state === "suspended" && ringing) chime();
  });
}
