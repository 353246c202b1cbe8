/**
 * One complaint: each step is asked in a dialog and carries the version that was seen. When
 * somebody else was quicker, the words stay, the page shows what changed, and they may be sent again.
 */

import { get, post } from "/static/js/api.js";
import { showBands } from "./bands.js";
import { onNews, startNews } from "./complaints_news.js";
import { all, one, say } from "./dom.js";
import { bodyOf, shape, startForms, tell, then } from "./forms.js";
import { showRemarks } from "./oversight_remarks.js";
import { followParts, redraw } from "./parts.js";
import { start } from "./seat.js";

const SHOWN_FOR = 60_000;
const CHECK_AFTER = 400;
const CHANGED = "Baru saja diubah orang lain; lihat riwayatnya. Tulisan Anda masih ada: kirim lagi bila tetap sesuai.";
const SUPERVISORY = "BERKADAR";

const page = one("[data-complaint]");
const address = `/api/v1/complaints/${page.dataset.complaint}`;

let later = 0;

shape("complaint", (form) => {
  const body = bodyOf(form);
  for (const field of all("[data-whole]", form)) body[field.name] = Number(field.value);
  if (form.dataset.seen) body.seen = Number(form.dataset.seen);
  return body;
});
then("look", stillMine);
then("known", reveal);

document.addEventListener("refused", ({ target, detail }) => {
  if (detail.code === "changed") catchUp(target);
  if (["personal", "unconfirmed"].includes(detail.code)) look(target);
});
document.addEventListener("input", ({ target }) => {
  if (target.name === "kind") showAbout(target.form);
  const form = target.closest("form");
  if (form && one("[data-remarks]", form)) soon(form);
});
document.addEventListener("click", ({ target }) => {
  const id = target.closest("[data-open]")?.dataset.open;
  if (id === "golongkan") showAbout(one("#golongkan form"));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  one("dialog[open] form")?.requestSubmit();
});

startForms();
showBands();
followParts(onNews);
onNews(stillMine);
startNews();
start();

/** Somebody made it one that this person may not see: it leaves the screen at once. */
async function stillMine() {
  try {
    return await get(address, { timeout: 4000 });
  } catch (refusal) {
    if (refusal.status === 404) location.replace(page.dataset.book);
    return null;
  }
}

async function catchUp(form) {
  const now = await stillMine();
  if (!now) return;
  form.dataset.seen = now.version;
  tell(one("[data-form-say]", form), CHANGED, { bad: true });
  redraw();
}

function showAbout(form) {
  one("[data-about]", form).hidden = form.elements.kind.value !== SUPERVISORY;
}

function reveal(known) {
  const fields = all("[data-known]");
  const masked = fields.map((field) => field.textContent);
  for (const field of fields) say(field, known[field.dataset.known] || "–");
  setTimeout(() => fields.forEach((field, place) => say(field, masked[place])), SHOWN_FOR);
}

/** What must not be read by everybody is told while it is written. */
function soon(form) {
  clearTimeout(later);
  later = setTimeout(() => look(form), CHECK_AFTER);
}

async function look(form) {
  const answer = await post(`${address}/public-text/check`, {
    text: form.elements.text.value, action: form.elements.action.value,
  }).catch(() => null);
  if (answer) showRemarks(form, answer.remarks);
}
