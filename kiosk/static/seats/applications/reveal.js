/** Full numbers: shown after a reason, hidden again after a minute. */

import { all, field, on, one, say, sayOrHide, start } from "/static/js/dom.js";
import { press } from "../common/press.js";

/** @typedef {Record<string, string>} Numbers */

const SHOWN_FOR = 60_000;
/** @type {HTMLDialogElement} */
const box = one('[data-ask="reveal"]');
/** @type {HTMLFormElement} */
const form = one("form", box);

let hide = 0;
/** @type {Numbers | null} */
let known = null;

/** @param {string} digits */
const spaced = (digits) =>
  digits.length === 16 ? digits.replace(/(\d{4})(?=\d)/g, "$1 ") : digits;

on("click", "[data-reveal]", (button) => ask(button.dataset.reveal));
on("click", '[data-ask="reveal"] [data-reason]', (reason) => {
  field(form, "reason").value = reason.dataset.reason;
  one("[type=submit]", form).focus();
});
on("click", '[data-ask="reveal"] [data-no]', () => box.close());
// Numbers that were drawn anew meanwhile are filled in again.
start("[data-part]", () => known && fillNumbers(known));

/**
 * The numbers of a file, asked for with this reason; undefined when refused.
 * @param {string | undefined} id
 * @param {string} reason
 * @param {HTMLElement} line
 * @returns {Promise<Numbers | undefined>}
 */
export async function numbersOf(id, reason, line) {
  const done = await press(`reveal-${id}`, `/api/v1/applications/${id}/reveal`, { reason });
  sayOrHide(line, done?.refused?.message ?? "");
  return done?.answer;
}

/**
 * Put numbers into every place that waits for them.
 * @param {Numbers} numbers
 */
export function fillNumbers(numbers) {
  known = numbers;
  for (const place of all("[data-secret]")) {
    place.dataset.masked ??= place.textContent ?? "";
    say(place, spaced(numbers[place.dataset.secret ?? ""]) || "–");
    place.classList.add("is-open");
  }
}

/** @param {string} id */
function ask(id) {
  const line = one("[data-ask-say]", box);
  form.reset();
  sayOrHide(line, "");
  form.onsubmit = async (event) => {
    event.preventDefault();
    const numbers = await numbersOf(id, field(form, "reason").value, line);
    if (!numbers) return;
    box.close();
    fillNumbers(numbers);
    clearTimeout(hide);
    hide = setTimeout(mask, SHOWN_FOR);
  };
  box.showModal();
}

function mask() {
  known = null;
  for (const place of all("[data-secret].is-open")) {
    say(place, place.dataset.masked ?? "");
    place.classList.remove("is-open");
  }
}
