/** Copy buttons for SIAK; the numbers are opened once, with a line in the journal. */

import { on, one, sayOrHide } from "/static/js/dom.js";
import { tell } from "../common/forms.js";
import { fillNumbers, numbersOf } from "./reveal.js";

const REASON = "Memasukkan ke SIAK";

/** @type {import("./reveal.js").Numbers | undefined} */
let opened;
let quiet = 0;

on("click", "[data-open-numbers]", open);
on("click", "[data-copy]", copy);

async function open() {
  if (opened) return opened;
  const { siak } = one("[data-siak]").dataset;
  opened = await numbersOf(siak, REASON, one("[data-end-say]"));
  if (opened) fillNumbers(opened);
  return opened;
}

/** @param {HTMLElement} button */
async function copy(button) {
  const secret = button.dataset.copy;
  const numbers = secret ? await open() : {};
  if (!numbers) return;
  const row = /** @type {HTMLElement} */ (button.closest(".copy"));
  const words = secret ? numbers[secret] : one("dd", row).textContent;
  const done = await toClipboard(words ?? "");
  const line = one("[data-copied]");
  tell(
    line,
    done
      ? `${one("dt", row).textContent} disalin.`
      : "Peramban menolak menyalin. Blok angkanya, lalu Ctrl+C.",
  );
  clearTimeout(quiet);
  quiet = setTimeout(() => sayOrHide(line, ""), 4000);
}

/**
 * `navigator.clipboard` is missing on plain http: there the old command still works.
 * @param {string} words
 */
async function toClipboard(words) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(words).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement("textarea");
  field.value = words;
  field.className = "sr-only";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
