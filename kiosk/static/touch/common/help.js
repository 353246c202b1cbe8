/** "Minta bantuan": rings on the seats without leaving the page, and tells what is known of it. */

import { on, one, pause } from "/static/js/dom.js";
import { settings, show } from "./screen.js";
import { ask, JSON_PLEASE } from "./server.js";

/** @typedef {{ coming: boolean, title: string, text: string }} Told */

const LOOK_MS = 2000;

on("submit", "[data-help-form]", async (form, event) => {
  event.preventDefault();
  const dialog = show("help");
  const title = one("[data-help-title]", dialog);
  const text = one("[data-help-text]", dialog);
  /** @param {Told} told */
  const tell = (told) => {
    if (title.textContent !== told.title) title.textContent = told.title;
    if (text.textContent !== told.text) text.textContent = told.text;
  };
  /** @param {"calling" | "failed"} name */
  const tellOwn = (name) =>
    tell({ coming: false, title: title.dataset[name] ?? "", text: text.dataset[name] ?? "" });
  tellOwn("calling");
  try {
    const body = new FormData(form);
    let now = await told(form.action, { method: "POST", body });
    const { call } = now;
    tell(now);
    while (dialog.open && !now.coming) {
      await pause(LOOK_MS);
      now = await told(`${settings.help}/${call}`);
      tell(now);
    }
  } catch {
    tellOwn("failed");
  }
});

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function told(address, options) {
  const answer = await ask(address, { headers: JSON_PLEASE, ...options });
  if (!answer.ok) throw answer;
  return answer.json();
}
