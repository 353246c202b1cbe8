// Nobody there: ask, count down, and start anew with nothing left of the person who was here.

import { countDown, go, hide, isShown, settings, show } from "./screen.js";

const ANSWER_SECONDS = 20;

let timer;
let stop = () => {};

export function start() {
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, touched, { capture: true, passive: true });
  }
  document.querySelector("[data-stay]").addEventListener("click", () => answer());
  document.querySelector("[data-leave]").addEventListener("click", leave);
  document.querySelector('[data-over="idle"]').addEventListener("cancel", () => answer());
  touched();
}

export function leave() {
  document.querySelectorAll("form").forEach((form) => form.reset());
  go(settings.end);
}

// The home page as everybody finds it needs no farewell.
function nothingToForget() {
  return document.querySelector("[data-live]") && settings.changed === "0";
}

function touched() {
  if (isShown("idle")) return;
  clearTimeout(timer);
  if (!nothingToForget() && !document.querySelector("[data-leaving]:not(.is-held)")) {
    timer = setTimeout(warn, Number(settings.idle) * 1000);
  }
}

export const again = touched;

function warn() {
  if (isShown("lost")) return touched();
  const dialog = show("idle");
  const count = dialog.querySelector("[data-count]");
  const bar = dialog.querySelector("[data-left]");
  stop = countDown(ANSWER_SECONDS, bar, (left) => { count.textContent = left; }, leave);
  return undefined;
}

function answer() {
  stop();
  hide("idle");
  touched();
}
