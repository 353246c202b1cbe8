/** "Take a number": one finger lift is one press, one press is one number, whatever the network does. */

import { field, on, pause } from "/static/js/dom.js";
import { newTouch, persist } from "/static/js/press.js";
import { go, hide, settings, show } from "../common/screen.js";
import { ask, lose } from "../common/server.js";

const BOUNCE_MS = 600;
const BUSY_AFTER_MS = 400;

let busy = false;

on("submit", "[data-press]", async (form, event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  const body = JSON.stringify({
    service: field(form, "service").value,
    touch: newTouch(),
    priority: field(form, "priority").value || null,
    kind: field(form, "kind").value || null,
    language: document.documentElement.lang,
  });
  const waiting = setTimeout(show, BUSY_AFTER_MS, "busy");
  try {
    const [address] = await Promise.all([persist(() => send(body)), pause(BOUNCE_MS)]);
    go(address);
  } catch {
    busy = false;
    hide("busy");
    lose();
  }
  clearTimeout(waiting);
});

/** @param {string} body */
async function send(body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await ask(settings.issue, { method: "POST", headers, body });
  if (answer.status >= 500) throw answer;
  const told = await answer.json();
  return answer.ok ? settings.ticket + told.token : settings.sorry + told.code;
}
