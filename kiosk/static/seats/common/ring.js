/** Ring until somebody goes: a soft chime every few seconds and words in the tab's title. */

import { one } from "./dom.js";

const AGAIN = 8000;
const title = document.title;

let audio;
let ringing = 0;
let flashing = 0;

/** @param {string} words what the title says meanwhile; empty: quiet */
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
  audio ??= new AudioContext();
  if (audio.state === "suspended") await Promise.race([audio.resume(), wait(300)]);
  one("[data-quiet]").hidden = audio.state === "running";
  if (audio.state !== "running") return;
  [880, 659].forEach((pitch, place) => note(pitch, audio.currentTime + place * 0.28));
}

function note(pitch, begins) {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, begins);
  loudness.gain.exponentialRampToValueAtTime(0.3, begins + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, begins + 0.6);
  tone.connect(loudness).connect(audio.destination);
  tone.start(begins);
  tone.stop(begins + 0.65);
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

for (const touched of ["pointerdown", "keydown"]) {
  document.addEventListener(touched, () => {
    if (audio?.state === "suspended" && ringing) chime();
  });
}
