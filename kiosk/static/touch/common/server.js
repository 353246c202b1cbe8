/** The line to the server: asks with a time limit, watches that it lives, and says so when it does not. */

import { pageOf, reach } from "/static/js/api.js";
import { maybe, one, pause } from "/static/js/dom.js";
import { go, hide, isShown, screen, settings, show } from "./screen.js";

const ASK_MS = 5000;
const LOOK_MS = 4000;
const LOST_AFTER = 2;
const TRIES = 3;
const LONGEST_WAIT_S = 10;
const TOO_MANY = 429;

/** Headers of a request whose answer is read by a script. */
export const JSON_PLEASE = { Accept: "application/json" };

let missed = 0;

/**
 * Ask; thrown when no answer comes in time. Whoever is told to come back soon does: what was
 * refused for haste has done nothing.
 * @param {string} address
 * @param {RequestInit} [options]
 */
export async function ask(address, options = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await reach(address, { cache: "no-store", timeout: ASK_MS, ...options });
    missed = 0;
    const wait = Number(answer.headers.get("Retry-After"));
    const soon = answer.status === TOO_MANY && wait > 0 && wait <= LONGEST_WAIT_S;
    if (!soon || attempt === TRIES) return answer;
    await pause(wait * 1000);
  }
}

/**
 * Go to a page only when the server answers, so that nobody ever meets the browser's own error page.
 * @param {string} address
 */
export async function visit(address) {
  screen.setAttribute("aria-busy", "true");
  try {
    await ask(settings.state);
    go(address);
  } catch {
    screen.removeAttribute("aria-busy");
    lose();
  }
}

/**
 * Send a form once and go where it leads.
 * @param {HTMLFormElement} form
 */
export async function send(form) {
  /** @type {HTMLButtonElement} */
  const button = one("button", form);
  if (button.disabled) return;
  button.disabled = true;
  try {
    const answer = await ask(form.action, { method: "POST", body: new FormData(form) });
    go(answer.status === TOO_MANY ? `${settings.sorry}slow-down` : answer.url);
  } catch {
    button.disabled = false;
    lose();
  }
}

/** Say that the server does not answer. */
export function lose() {
  missed = LOST_AFTER;
  show("lost");
}

/** Look for ever whether the server lives, and whether the page is still true. */
export async function watch() {
  for (;;) {
    await pause(isShown("lost") ? LOOK_MS / 2 : LOOK_MS);
    // Under another window it is no touchscreen, and browsers wake it too seldom to be heard.
    if (document.hidden) continue;
    try {
      const answer = await ask(settings.state, { headers: JSON_PLEASE });
      if (!answer.ok) throw answer;
      found(await answer.json());
    } catch {
      missed += 1;
      if (missed >= LOST_AFTER) lose();
    }
  }
}

/** @param {{ version: string }} state */
function found(state) {
  const live = maybe("[data-live]");
  if (isShown("lost")) {
    hide("lost");
    if (live) go(settings.home);
  } else if (live && live.dataset.live !== state.version && !maybe("dialog[open]")) {
    redraw(live);
  }
}

/**
 * The page as it is now, put in the place of the old one, so that nothing flickers under a finger.
 * @param {HTMLElement} live
 */
async function redraw(live) {
  const next = maybe("[data-live]", await pageOf(await ask(settings.home)));
  if (!next || next.className !== live.className) go(settings.home);
  else if (!maybe(":active, [aria-busy='true']", live)) live.replaceWith(next);
}
