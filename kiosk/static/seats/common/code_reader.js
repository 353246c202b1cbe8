/**
 * A code reader that types: a word that looks like a code, comes faster than fingers and ends in
 * Enter is one, whatever has the focus. It leaves nothing in the field, and its file, ticket or complaint is opened; where
 * somebody has begun to write, only the way there is shown.
 */

import { outcome, post } from "/static/js/api.js";
import { maybe, one, say } from "/static/js/dom.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** Milliseconds a letter: fingers need more on the average, while one letter of a busy PC may be late. */
const FASTEST_FINGERS = 50;
/** Milliseconds after which a letter begins a new word. */
const BREATH = 300;
/** An address, or a number of the office: what else comes fast (a pasted NIK, a sentence) is text. */
const CODE = /^(https?:\/\/\S+|t\/\S+|[a-z]{1,4}-\d[\d-]*)$/i;

const band = one("[data-code-read]");
const way = one("[data-code-open]", band);
let typed = "";
let began = 0;
let last = 0;
/** How the page was before the first letter. */
let before = () => {};
let dirty = false;

window.addEventListener("keydown", hear, { capture: true });

/** @param {KeyboardEvent} event */
function hear(event) {
  const isLetter = event.key.length === 1;
  if (event.key === "Shift") return;
  const other = event.ctrlKey || event.altKey || event.metaKey;
  if (other || isSecret(event.target) || !(isLetter || event.key === "Enter")) {
    // A code holds no other key: what comes after one begins anew.
    typed = "";
    return;
  }
  const pause = event.timeStamp - last;
  last = event.timeStamp;
  if (!isLetter) {
    if (last - began < FASTEST_FINGERS * typed.length && CODE.test(typed)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      before();
      open(typed);
    }
    typed = "";
    return;
  }
  if (!typed || pause >= BREATH) begin();
  typed += event.key;
  // No key of the page means anything in the middle of a code.
  if (typed.length > 1 && pause < FASTEST_FINGERS) event.stopPropagation();
}

/**
 * A password or PIN is nobody's code, however fast it comes.
 * @param {EventTarget | null} at
 */
function isSecret(at) {
  return at instanceof HTMLInputElement && at.type === "password";
}

/** A word begins: remember what stands in the field that its letters will fall into. */
function begin() {
  typed = "";
  began = last;
  const at = /** @type {any} */ (document.activeElement);
  dirty = Boolean(maybe("[data-dirty], dialog[open]"));
  if (!at?.matches?.("input, select, textarea")) {
    before = () => {};
    return;
  }
  const { value, form } = at;
  const wasDirty = form?.dataset.dirty;
  before = () => {
    if (at.value !== value) {
      at.value = value;
      at.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (form && wasDirty === undefined) delete form.dataset.dirty;
  };
}

/** @param {string} code */
async function open(code) {
  const body = { code: code.slice(0, 400), page: location.pathname };
  const { answer, refused } = await outcome(post("/api/v1/codes", body));
  if (answer && !dirty) return location.assign(answer.url);
  say(
    one("[data-code-words]", band),
    answer ? `Kode ${answer.number} dibaca.` : (refused?.message ?? ""),
  );
  way.hidden = !answer;
  if (answer) way.setAttribute("href", answer.url);
  band.hidden = false;
}
