/** Reads the page aloud, part by part, and shows which part is being read. */

import { all, maybe, on, one } from "/static/js/dom.js";
import { toast } from "./screen.js";

/** @type {HTMLAudioElement | null} */
let player = null;
let turn = 0;

on("click", "[data-listen]", () => (player ? hush() : read()));

/** Stop reading. */
export function hush() {
  turn += 1;
  player?.pause();
  player = null;
  mark(null);
  // Only Indonesian pages have the button: the office's voices speak nothing else.
  maybe("[data-listen]")?.setAttribute("aria-pressed", "false");
}

/**
 * Tell a new number by itself; a screen without a voice stays silent.
 * @param {HTMLElement} part
 */
export function tell(part) {
  if (maybe("[data-listen]")) new Audio(part.dataset.say).play().catch(() => {});
}

async function read() {
  turn += 1;
  const mine = turn;
  one("[data-listen]").setAttribute("aria-pressed", "true");
  for (const part of all("[data-say]").filter((part) => part.checkVisibility())) {
    const ended = await play(part);
    if (mine !== turn) return;
    if (!ended) {
      hush();
      toast(one("[data-toast]").dataset.noVoice ?? "");
      return;
    }
  }
  hush();
}

/**
 * @param {HTMLElement} part
 * @returns {Promise<boolean>}
 */
function play(part) {
  return new Promise((done) => {
    player = new Audio(part.dataset.say);
    player.addEventListener("playing", () => mark(part), { once: true });
    player.addEventListener("ended", () => done(true), { once: true });
    player.addEventListener("error", () => done(false), { once: true });
    player.play().catch(() => done(false));
  });
}

/** @param {HTMLElement | null} part */
function mark(part) {
  maybe(".is-read")?.classList.remove("is-read");
  part?.classList.add("is-read");
  part?.scrollIntoView({ block: "nearest" });
}
