/**
 * One complaint: each step is asked in a dialog and carries the version that was seen. When
 * somebody else was quicker, the words stay, the page shows what changed, and they may be sent again.
 */

import { get, outcome, post } from "/static/js/api.js";
import { all, field, maybe, on, one, say } from "/static/js/dom.js";
import { afterSuccess, atSuccess, bodyOf, shape, tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";
import { showRemarks } from "../common/remarks.js";
import { onNews } from "./news.js";

const SHOWN_FOR = 60_000;
const CHECK_AFTER = 400;
const CHANGED =
  "Baru saja diubah orang lain; lihat riwayatnya. Tulisan Anda masih ada: kirim lagi bila tetap sesuai.";
const SUPERVISORY = "BERKADAR";
const DUPLICATE = "SUDAH_ADA";
const BLANK = /\[[^[\]]+\]/g;

const page = one("[data-complaint]");
const address = `/api/v1/complaints/${page.dataset.complaint}`;

let later = 0;

shape("complaint", (form) => {
  const body = bodyOf(form);
  /** @type {HTMLInputElement[]} */
  const whole = all("[data-whole]", form);
  for (const { name, value } of whole) body[name] = Number(value);
  if (form.dataset.seen) body.seen = Number(form.dataset.seen);
  return body;
});
// What I have just done is no news to me, however soon the next question is opened.
atSuccess("look", ({ version }) => {
  for (const form of all("form[data-seen]")) form.dataset.seen = version;
});
afterSuccess("look", stillMine);
afterSuccess("known", reveal);

document.addEventListener("refused", (event) => {
  const { code } = /** @type {CustomEvent} */ (event).detail;
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (code === "changed") catchUp(form);
  if (["personal", "unconfirmed"].includes(code)) look(form);
  if (code === "blank") chooseBlank(form);
});
on("click", "[data-template]", beginWith);
on("change", "[data-photo]", addPhoto);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const button = maybe(`dialog[open] [data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) button.click();
});
on("input", '[name="kind"], [name="about_staff"]', ({ form }) => showAbout(form));
on("input", '[name="reason"]', ({ form }) => {
  one("[data-other]", form).hidden = field(form, "reason").value !== DUPLICATE;
});
// What must not be read by everybody is told while it is written.
on("input", "form", (form) => {
  if (!maybe("[data-remarks]", form)) return;
  clearTimeout(later);
  later = setTimeout(() => look(form), CHECK_AFTER);
});
on("click", '[data-open="golongkan"]', () => showAbout(one("#golongkan form")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  // The press that has just opened the dialog does not answer it, too.
  if (event.defaultPrevented) return;
  /** @type {HTMLFormElement | null} */
  const form = maybe("dialog[open] form");
  form?.requestSubmit();
});
onNews(stillMine);

/** Somebody made it one that this person may not see: it leaves the screen at once. */
async function stillMine() {
  const { answer, refused } = await outcome(get(address, { timeout: 4000 }));
  if (refused?.status === 404) location.replace(page.dataset.book ?? "");
  return answer;
}

/** @param {HTMLFormElement} form */
async function catchUp(form) {
  const now = await stillMine();
  if (!now) return;
  form.dataset.seen = now.version;
  tell(one("[data-form-say]", form), CHANGED, { bad: true });
  redraw();
}

/**
 * The office's own sentences come where the caret is.
 * @param {HTMLButtonElement} button
 */
function beginWith(button) {
  const form = /** @type {HTMLFormElement} */ (button.form);
  const words = field(form, "text");
  const start = words.selectionStart ?? 0;
  const apart = /\S$/.test(words.value.slice(0, start)) ? "\n" : "";
  const text = apart + (button.dataset.template ?? "");
  words.setRangeText(text, start, words.selectionEnd ?? start, "end");
  chooseBlank(form, start);
}

/**
 * What is to be filled in next is chosen, so that it is typed over.
 * @param {HTMLFormElement} form
 * @param {number} [from]
 */
function chooseBlank(form, from = 0) {
  const words = field(form, "text");
  words.focus();
  BLANK.lastIndex = from;
  const found = BLANK.exec(words.value);
  if (found) words.setSelectionRange(found.index, BLANK.lastIndex);
}

/** @param {HTMLFormElement} form */
function showAbout(form) {
  const named = Number(field(form, "about_staff").value) > 0;
  one("[data-about]", form).hidden = field(form, "kind").value !== SUPERVISORY && !named;
}

/**
 * Send the chosen photo; the dialog stays while it is refused.
 * @param {HTMLInputElement} input
 */
async function addPhoto(input) {
  const [file] = input.files ?? [];
  if (!file) return;
  const form = /** @type {HTMLFormElement} */ (input.form);
  const line = one("[data-form-say]", form);
  tell(line, "Mengirim dan memeriksa …");
  const body = new FormData();
  body.append("file", file);
  input.disabled = true;
  const { refused } = await outcome(post(input.dataset.photo ?? "", body, { timeout: 120_000 }));
  Object.assign(input, { disabled: false, value: "" });
  tell(line, refused?.message ?? "", { bad: Boolean(refused) });
  if (refused) return;
  form.closest("dialog")?.close();
  redraw();
}

/** @param {Record<string, string>} known */
function reveal(known) {
  const places = all("[data-known]");
  const masked = places.map((place) => place.textContent ?? "");
  for (const place of places) say(place, known[place.dataset.known ?? ""] || "–");
  setTimeout(() => {
    for (const [nth, place] of places.entries()) say(place, masked[nth]);
  }, SHOWN_FOR);
}

/** @param {HTMLFormElement} form */
async function look(form) {
  const answer = await post(`${address}/public-text/check`, {
    text: field(form, "text").value,
    action: field(form, "action").value,
  }).catch(() => null);
  if (answer) showRemarks(form, answer.remarks);
}
