/** "Minta bantuan": rings on the seats without leaving the page, and tells when somebody is coming. */

import { all, on, pause } from "/static/js/dom.js";
import { settings, show } from "./screen.js";
import { ask, JSON_PLEASE } from "./server.js";

const LOOK_MS = 2000;

on("submit", "[data-help-form]", async (form, event) => {
  event.preventDefault();
  const dialog = show("help");
  tell(dialog, "called");
  try {
    const body = new FormData(form);
    const answer = await ask(form.action, { method: "POST", headers: JSON_PLEASE, body });
    if (!answer.ok) throw answer;
    await follow(dialog, (await answer.json()).call);
  } catch {
    tell(dialog, "failed");
  }
});

/**
 * @param {HTMLDialogElement} dialog
 * @param {number} number
 */
async function follow(dialog, number) {
  while (dialog.open) {
    await pause(LOOK_MS);
    const answer = await ask(`${settings.help}/${number}`, { headers: JSON_PLEASE });
    if ((await answer.json()).coming) return tell(dialog, "coming");
  }
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} state
 */
function tell(dialog, state) {
  for (const place of all("[data-called]", dialog)) {
    place.textContent = place.dataset[state] ?? "";
  }
}
