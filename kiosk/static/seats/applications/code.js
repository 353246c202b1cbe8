/** The code of a new file: this browser knows it until it stands on the receipt. */

import { codeOf, keepCode } from "./code_store.js";
import { one, say } from "./dom.js";
import { deliver, tell } from "./forms.js";
import { newTouch } from "./touch.js";

const box = one("[data-code]");

/** Begin to show the code, and to print it on the receipt. */
export function startCode() {
  if (!box) return;
  show();
  one("[data-new-code]", box).addEventListener("click", renew);
  one("[data-receipt]", box).addEventListener("click", print);
}

const known = () => codeOf(box.dataset.code);
const line = () => one("[data-code-say]", box);

function show() {
  say(one("[data-code-digits]", box), known() || "••••");
  box.classList.toggle("is-known", Boolean(known()));
}

async function renew() {
  const answer = await deliver("code", `/api/v1/applications/${box.dataset.id}/code`, {}, line());
  if (!answer) return;
  keepCode(box.dataset.code, answer.code);
  show();
  tell(line(), "Kode lama tidak berlaku lagi. Cetak tanda terima yang baru.");
}

async function print(event) {
  const code = known();
  const body = { touch: newTouch(), code: code || null };
  const answer = await deliver("receipt", event.currentTarget.dataset.receipt, body, line());
  if (!answer) return;
  tell(line(), code
    ? `${answer.label}. Kode tercetak di tanda terima.`
    : `${answer.label}. Tanpa kode: tekan Kode baru bila pemohon memerlukannya.`);
}
