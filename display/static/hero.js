/** The large call: being called, called last, or words when there is none. */

import { byId, make, mark } from "/static/js/dom.js";
import { words } from "./words.js";

const LONG_NAME = 9; // letters of a counter's name that still fit on one line

// Sizes of the counter's name in rem, largest first, and whether its arrow is left out. The last
// ones are as certified (display/sizes.py).
/** @type {[number, boolean][]} */
const SIZES = [
  [21.2, false],
  [21.2, true],
];
/** @type {[number, boolean][]} */
const LONG_SIZES = [
  [13.6, false],
  [13.6, true],
  [11.2, true],
];

/**
 * Draw a call; `mode` is calling or last.
 * @param {import("./calls.js").Call} call
 * @param {string} mode
 */
export function showCall(call, mode) {
  if (unchanged([mode, call.number, call.counter.name, call.priority])) return;
  const hero = byId("hero");
  mark(hero, "long", call.counter.name.length > LONG_NAME);
  const brief = mode === "calling" ? words.called : words.last_one;
  const full = mode === "calling" ? words.calling : words.last;
  byId("hero-label").textContent = call.priority ? brief : full;
  byId("hero-priority").hidden = !call.priority;
  byId("hero-number").replaceChildren(...characters(call.number));
  byId("hero-number").setAttribute("data-number", call.number);
  byId("hero-counter").textContent = call.counter.name;
  byId("hero-words").hidden = true;
  hero.dataset.mode = mode;
  fitCounter();
}

/**
 * Draw words instead of a call; `mode` is none or hidden.
 * @param {string} mode
 * @param {string} title
 * @param {string} text
 */
export function showWords(mode, title, text) {
  if (unchanged([mode, title, text])) return;
  byId("hero-words").replaceChildren(make("strong", "", title), text);
  byId("hero-words").hidden = false;
  byId("hero-number").removeAttribute("data-number");
  byId("hero").dataset.mode = mode;
  mark(byId("hero"), "long", null);
}

/** Start the pulse again for a call that follows another without a pause. */
export function pulse() {
  const hero = byId("hero");
  hero.style.animation = "none";
  void hero.offsetWidth;
  hero.style.removeProperty("animation");
}

let drawn = "";

/**
 * Whether this is what the hero shows already: a redraw would be read aloud again.
 * @param {unknown[]} parts
 */
function unchanged(parts) {
  const next = JSON.stringify(parts);
  if (next === drawn) return true;
  drawn = next;
  return false;
}

/** @param {string} number */
function characters(number) {
  // Lexend has no figures of equal width: each digit gets its own box so that nothing jumps.
  return [...number].map((character) => {
    if (character === "-") return make("span", "dash");
    const kind = /\d/.test(character) ? (character === "1" ? "one" : "digit") : "letter";
    return make("span", kind, character);
  });
}

function fitCounter() {
  const hero = byId("hero");
  const counter = byId("hero-counter");
  for (const [size, bare] of "long" in hero.dataset ? LONG_SIZES : SIZES) {
    counter.style.setProperty("--counter", `${size}rem`);
    mark(hero, "bare", bare);
    const room = byId("hero-to").clientHeight;
    const fits = byId("hero-to").scrollWidth <= byId("hero-to").clientWidth;
    if (fits && counter.offsetHeight <= room) return;
  }
}
