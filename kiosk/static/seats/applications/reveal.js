/** Full numbers: shown after a reason, hidden again after a minute. */

import { all, one, say, sayOrHide } from "./dom.js";
import { press } from "./press.js";

const SHOWN_FOR = 60_000;
const box = one('[data-ask="reveal"]');
const form = one("form", box);

let hide = 0;
let known = null;

/** Begin to answer every "Lihat nomor". */
export function startReveal() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (button) ask(button.dataset.reveal);
  });
  for (const reason of all("[data-reason]", box)) {
    reason.addEventListener("click", () => {
      form.elements.reason.value = reason.dataset.reason;
      one("[type=submit]", form).focus();
    });
  }
  one("[data-no]", box).addEventListener("click", () => box.close());
}

/** The numbers of a file, asked for with this reason; undefined when refused. */
export async function numbersOf(id, reason, line) {
  const done = await press(`reveal-${id}`, `/api/v1/applications/${id}/reveal`, { reason });
  if (line) sayOrHide(line, done?.refused?.message ?? "");
  return done?.answer;
}

/** Put numbers into every place that waits for them. */
export function fillNumbers(numbers) {
  known = numbers;
  for (const place of all("[data-secret]")) {
    place.dataset.masked ??= place.textContent;
    say(place, spaced(numbers[place.dataset.secret]) || "–");
    place.classList.add("is-open");
  }
}

/** Numbers that were drawn anew meanwhile are filled in again. */
export const refill = () => known && fillNumbers(known);

function ask(id) {
  form.reset();
  sayOrHide(one("[data-ask-say]", box), "");
  form.onsubmit = async (event) => {
    event.preventDefault();
    const numbers = await numbersOf(id, form.elements.reason.value, one("[data-ask-say]", box));
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
    say(place, place.dataset.masked);
    place.classList.remove("is-open");
  }
}

const spaced = (digits) => (digits.length === 16 ? digits.replace(/(\d{4})(?=\d)/g, "$1 ") : digits);
