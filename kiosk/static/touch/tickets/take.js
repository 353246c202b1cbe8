// "Take a number": one finger lift is one press, one press is one number, whatever the network does.

import { go, hide, pause, settings, show } from "./screen.js";
import { ask, lose } from "./server.js";

const BOUNCE_MS = 600;
const BUSY_AFTER_MS = 400;
const TRIES = 3;

let busy = false;

export function take(form) {
  if (busy) return;
  busy = true;
  const press = {
    service: form.elements.service.value,
    touch: uuid(),
    priority: form.elements.priority.value || null,
    kind: form.elements.kind.value || null,
    language: document.documentElement.lang,
  };
  const waiting = setTimeout(() => show("busy"), BUSY_AFTER_MS);
  Promise.all([send(press), pause(BOUNCE_MS)])
    .then(([address]) => go(address))
    .catch(() => {
      busy = false;
      hide("busy");
      lose();
    })
    .finally(() => clearTimeout(waiting));
}

// The same press is sent again when no answer came: its `touch` makes that harmless.
async function send(press) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return where(await ask(settings.issue, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(press),
      }));
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(500 * attempt);
    }
  }
}

async function where(answer) {
  if (answer.status >= 500) throw new Error(answer.status);
  const told = await answer.json();
  return answer.ok ? settings.ticket + told.token : settings.sorry + told.code;
}

// crypto.randomUUID exists only over https; the screens of an office speak plain http.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
