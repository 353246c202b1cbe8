/** While the office is closed and nobody is there the screen is dark; a touch shows when it opens. */

import { maybe } from "/static/js/dom.js";

const AFTER_MS = 10 * 60 * 1000;
const MOVE_MS = 60 * 1000;
const PLACES = ["start", "center", "end"];

const night = maybe("[data-night]");
let timer = 0;

if (night) {
  // The whole touch belongs to the darkness: nothing under it is pressed by whoever wakes it.
  night.addEventListener("click", wake);
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, again, { capture: true, passive: true });
  }
  addEventListener("keydown", wake);
  setInterval(move, MOVE_MS);
  again();
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(fall, AFTER_MS);
}

function fall() {
  move();
  show(true);
}

function wake() {
  show(false);
}

/** @param {boolean} dark */
function show(dark) {
  if (night) night.hidden = !dark;
}

/** No picture stays where it burns in. */
function move() {
  const minute = Math.floor(Date.now() / MOVE_MS);
  night?.style.setProperty("--night-x", PLACES[minute % 3]);
  night?.style.setProperty("--night-y", PLACES[Math.floor(minute / 3) % 3]);
}
