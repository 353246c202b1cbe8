// Reads the page aloud, part by part, and shows which part is being read.

import { toast } from "./screen.js";

// Only Indonesian pages have the button: the office's voices speak nothing else.
const listener = () => document.querySelector("[data-listen]");

let player = null;
let turn = 0;

export function start() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-listen]")) (player ? hush : read)();
  });
}

export function hush() {
  turn += 1;
  player?.pause();
  player = null;
  mark(null);
  listener()?.setAttribute("aria-pressed", "false");
}

// Tells a new number by itself; a screen without a voice stays silent.
export function tell(part) {
  if (listener()) new Audio(part.dataset.say).play().catch(() => {});
}

async function read() {
  const mine = (turn += 1);
  listener().setAttribute("aria-pressed", "true");
  const parts = [...document.querySelectorAll("[data-say]")].filter((part) => part.checkVisibility());
  for (const part of parts) {
    const ended = await play(part);
    if (mine !== turn) return;
    if (!ended) {
      hush();
      toast(document.querySelector("[data-toast]").dataset.noVoice);
      return;
    }
  }
  hush();
}

function play(part) {
  return new Promise((done) => {
    player = new Audio(part.dataset.say);
    player.addEventListener("playing", () => mark(part), { once: true });
    player.addEventListener("ended", () => done(true), { once: true });
    player.addEventListener("error", () => done(false), { once: true });
    player.play().catch(() => done(false));
  });
}

function mark(part) {
  document.querySelector(".is-read")?.classList.remove("is-read");
  part?.classList.add("is-read");
  part?.scrollIntoView({ block: "nearest" });
}
