/** Copy buttons for SIAK; the numbers are opened once, with a line in the journal. */

import { one, sayOrHide } from "./dom.js";
import { tell } from "./forms.js";
import { fillNumbers, numbersOf } from "./reveal.js";

const REASON = "Memasukkan ke SIAK";

let opened = null;
let quiet = 0;

/** Begin to answer the copy buttons. */
export function startSiak() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.openNumbers !== undefined) open();
    else if (button?.dataset.copy !== undefined) copy(button);
  });
}

async function open() {
  if (opened) return opened;
  const box = one("[data-siak]");
  const numbers = await numbersOf(box.dataset.siak, REASON, one("[data-end-say]"));
  if (numbers) {
    opened = numbers;
    fillNumbers(numbers);
  }
  return opened;
}

async function copy(button) {
  const secret = button.dataset.copy;
  const numbers = secret ? await open() : null;
  if (secret && !numbers) return;
  const row = button.closest(".copy");
  const words = secret ? numbers[secret] : one("dd", row).textContent;
  const title = one("dt", row).textContent;
  const done = await toClipboard(words);
  const line = one("[data-copied]");
  tell(line, done ? `${title} disalin.` : "Peramban menolak menyalin. Blok angkanya, lalu Ctrl+C.");
  clearTimeout(quiet);
  quiet = setTimeout(() => sayOrHide(line, ""), 4000);
}

/** `navigator.clipboard` is missing on plain http: there the old command still works. */
async function toClipboard(words) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(words).then(() => true, () => false);
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
