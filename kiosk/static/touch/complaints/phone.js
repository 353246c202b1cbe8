/**
 * The complaint on a phone: a photo is made small before it goes over the air, and a line that
 * breaks loses nothing of what was typed. Without this script the form is sent as it is.
 */

import { pageOf, reach } from "/static/js/api.js";
import { maybe, on, one, say } from "/static/js/dom.js";

const LONGEST = 1280;
const QUALITY = 0.7;
const SENDING_MS = 120_000;

/** @type {Promise<void>} */
let made = Promise.resolve();
let sending = false;

on("change", "[data-photo]", (input) => {
  made = makeSmall(input).catch(() => {});
});
on("click", "[data-unchoose]", () => {
  choose(null);
});
on("submit", "[data-phone-ask]", (form, event) => {
  event.preventDefault();
  if (!sending) send(form);
});

/**
 * What this phone cannot read stays as it is: the office's computer looks at it.
 * @param {HTMLInputElement} input
 */
async function makeSmall(input) {
  const [file] = input.files ?? [];
  choose(null, false);
  if (!file) return;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  /** @type {Blob | null} */
  const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!small) return;
  const kept = new DataTransfer();
  kept.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
  input.files = kept.files;
  choose(canvas);
}

/**
 * Show what was chosen, or that nothing is.
 * @param {HTMLCanvasElement | null} canvas
 * @param {boolean} [empty] whether the field is emptied too
 */
function choose(canvas, empty = canvas === null) {
  const place = one("[data-chosen]");
  maybe("canvas", place)?.remove();
  if (canvas) place.prepend(canvas);
  place.hidden = canvas === null;
  const again = maybe("[data-again]");
  if (again && canvas) again.hidden = true;
  if (empty) /** @type {HTMLInputElement} */ (one("[data-photo]")).value = "";
}

/** @param {HTMLFormElement} form */
async function send(form) {
  sending = true;
  one("[data-unsent]", form).hidden = true;
  one("[data-sending]", form).hidden = false;
  await made;
  const body = new FormData(form);
  const headers = { Accept: "text/html" };
  const answer = await reach(form.action, {
    method: "POST",
    body,
    headers,
    timeout: SENDING_MS,
  }).catch(() => null);
  sending = false;
  if (answer?.redirected) return location.replace(answer.url);
  const page = answer && (await pageOf(answer).catch(() => null));
  one("[data-sending]", form).hidden = true;
  if (page && maybe(".phone-ticket", page)) show(page);
  else unsent(form, page && maybe("h1", page)?.textContent);
}

/**
 * What the office's computer answered: the form with a word about what is wrong, or its end.
 * @param {Document} page
 */
function show(page) {
  one("main").replaceWith(document.importNode(one("main", page), true));
  maybe(".phone-sorry")?.scrollIntoView({ block: "center" });
}

/**
 * Nothing of the form is lost: why it was not taken, or that no answer came.
 * @param {HTMLFormElement} form
 * @param {string | null | undefined} why
 */
function unsent(form, why) {
  const line = one("[data-unsent]", form);
  say(one("span:last-child", line), why || (line.dataset.unsent ?? ""));
  line.hidden = false;
}
