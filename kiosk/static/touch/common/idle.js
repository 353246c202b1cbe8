/** Nobody there: ask, count down, and start anew with nothing left of the person who was here. */

import { all, maybe, on, one } from "/static/js/dom.js";
import { countDown, go, hide, isShown, settings, show } from "./screen.js";

const ANSWER_SECONDS = 20;
const LOOK_MS = 1000;

let timer = 0;
let stop = () => {};

// The home page as everybody finds it needs no farewell.
const nothingToForget = () =>
  maybe("[data-live]") &&
  settings.changed === "0" &&
  !maybe("dialog[open]") &&
  one(".page").scrollTop === 0 &&
  visualViewport?.scale === 1;

for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, again, { capture: true, passive: true });
}
visualViewport?.addEventListener("resize", again);
on("click", "[data-stay]", answer);
on("click", "[data-leave]", leave);
one('[data-over="idle"]').addEventListener("cancel", answer);
again();

/** Empty everything and start anew. */
export function leave() {
  /** @type {HTMLFormElement[]} */
  const forms = all("form");
  for (const form of forms) form.reset();
  go(settings.end);
}

/** Somebody is there: wait anew. */
export function again() {
  if (isShown("idle")) return;
  clearTimeout(timer);
  if (!maybe("[data-leaving]:not(.is-held)")) {
    timer = setTimeout(warn, Number(settings.idle) * 1000);
  }
}

function warn() {
  if (nothingToForget()) return;
  if (isShown("lost")) {
    // Asked as soon as the line is back: whoever has gone left their words here.
    timer = setTimeout(warn, LOOK_MS);
    return;
  }
  const dialog = show("idle");
  const count = one("[data-count]", dialog);
  const tell = (/** @type {number} */ left) => {
    count.textContent = String(left);
  };
  stop = countDown(ANSWER_SECONDS, one("[data-left]", dialog), tell, leave);
}

function answer() {
  stop();
  hide("idle");
  again();
}
