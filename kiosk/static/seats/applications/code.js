/** The code of a new file: this browser knows it until it stands on the receipt. */

import { on, one, say, start } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";
import { deliver, tell } from "../common/forms.js";

/** @param {string | undefined} number */
const key = (number) => `kode:${number}`;

/**
 * Let this tab know a new file's code until it stands on a receipt.
 * @param {string | undefined} number
 * @param {string} code
 */
export const keepCode = (number, code) => code && sessionStorage.setItem(key(number), code);

const known = () => sessionStorage.getItem(key(one("[data-code]").dataset.code)) ?? "";
const line = () => one("[data-code-say]");

start("[data-code]", show);
on("click", "[data-new-code]", renew);
on("click", "[data-receipt]", print);

function show() {
  const box = one("[data-code]");
  say(one("[data-code-digits]", box), known() || "••••");
  box.classList.toggle("is-known", Boolean(known()));
}

async function renew() {
  const { id, code } = one("[data-code]").dataset;
  const answer = await deliver("code", `/api/v1/applications/${id}/code`, {}, line());
  if (!answer) return;
  keepCode(code, answer.code);
  show();
  tell(line(), "Kode lama tidak berlaku lagi. Cetak tanda terima yang baru.");
}

/** @param {HTMLElement} button */
async function print({ dataset }) {
  const code = known();
  const body = { touch: newTouch(), code: code || null };
  const answer = await deliver("receipt", dataset.receipt ?? "", body, line());
  if (!answer) return;
  const told = code
    ? "Kode tercetak di tanda terima."
    : "Tanpa kode: tekan Kode baru bila pemohon memerlukannya.";
  tell(line(), `${answer.label}. ${told}`);
}
