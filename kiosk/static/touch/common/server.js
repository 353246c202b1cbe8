// The line to the server: asks with a time limit, watches that it lives, and says so when it does not.

import { go, hide, isShown, pause, screen, settings, show } from "./screen.js";

const ASK_MS = 5000;
const LOOK_MS = 4000;
const LOST_AFTER = 2;

let missed = 0;

export async function ask(address, options = {}) {
  const answer = await fetch(address, {
    cache: "no-store",
    signal: AbortSignal.timeout(ASK_MS),
    ...options,
  });
  missed = 0;
  return answer;
}

// Goes to a page only when the server answers, so that nobody ever meets the browser's own error page.
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

// Sends a form once and goes where it leads.
export async function send(form) {
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  try {
    const answer = await ask(form.action, { method: "POST", body: new FormData(form) });
    go(answer.url);
  } catch {
    button.disabled = false;
    lose();
  }
}

export function lose() {
  missed = LOST_AFTER;
  if (!isShown("lost")) show("lost");
}

export async function watch() {
  for (;;) {
    await pause(isShown("lost") ? LOOK_MS / 2 : LOOK_MS);
    try {
      const answer = await ask(settings.state, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      found(await answer.json());
    } catch {
      missed += 1;
      if (missed >= LOST_AFTER) lose();
    }
  }
}

function found(state) {
  const live = document.querySelector("[data-live]");
  if (isShown("lost")) {
    hide("lost");
    if (live) go(settings.home);
  } else if (live && live.dataset.live !== state.version && !document.querySelector("dialog[open]")) {
    redraw(live);
  }
}

// The page as it is now, put in the place of the old one, so that nothing flickers under a finger.
async function redraw(live) {
  const answer = await ask(settings.home);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.querySelector("[data-live]");
  if (!next || next.className !== live.className) go(settings.home);
  else if (!live.querySelector(":active, [aria-busy='true']")) live.replaceWith(next);
}
