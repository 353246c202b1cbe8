/** The tray of the virtual printer: asks once a second what lies in it, and redraws what changed. */

import { get, reach } from "/static/js/api.js";
import { all, keepInStep, one, say } from "/static/js/dom.js";

/**
 * @typedef {{
 *   name: string, picture: string, torn: boolean, width: number, height: number, text: string,
 *   at: string, bytes: string,
 * }} Slip
 * @typedef {{
 *   slips: Slip[], printer: { ok: boolean, sentences: string[] }, waiting: number,
 *   pressed: string[],
 * }} Picture
 */

const EVERY = 1000;
const tray = one("[data-tray]");
/** @param {string} name */
const part = (name) => one(`[data-${name}]`, tray);
const words = one("[data-words]").dataset;
const model = one(".slip", /** @type {HTMLTemplateElement} */ (one("[data-slip]")).content);

/** @param {Slip} of */
function slip(of) {
  const item = /** @type {HTMLElement} */ (model.cloneNode(true));
  /** @type {HTMLAnchorElement} */
  const paper = one(".slip-paper", item);
  /** @type {HTMLImageElement} */
  const image = one("img", item);
  paper.href = image.src = of.picture;
  paper.classList.toggle("slip-paper--torn", of.torn);
  [image.width, image.height, image.alt] = [of.width >> 1, of.height >> 1, of.text];
  one(".slip-foot span", item).textContent = of.at;
  one(".slip-bytes", item).setAttribute("href", of.bytes);
  return item;
}

/** @param {Picture} picture */
function show({ slips, printer, waiting, pressed }) {
  const newest = part("newest");
  /** @type {(list: HTMLElement, shown: Slip[]) => void} */
  const fill = (list, shown) => keepInStep(list, shown, { key: (of) => of.name, make: slip });
  const before = newest.firstElementChild;
  fill(part("older"), slips.slice(1));
  fill(newest, slips.slice(0, 1));
  if (newest.firstElementChild !== before) newest.firstElementChild?.classList.add("slip--fresh");
  part("empty").hidden = slips.length > 0;
  state(printer.ok, printer.sentences.join(" ") || (words.ready ?? ""));
  part("waiting").hidden = waiting === 0;
  part("waiting-count").textContent = String(waiting);
  /** @type {HTMLButtonElement[]} */
  const knobs = all(".knob", tray);
  for (const knob of knobs) knob.setAttribute("aria-pressed", String(pressed.includes(knob.value)));
}

/**
 * @param {boolean} fine
 * @param {string} sentence
 */
function state(fine, sentence) {
  part("state").classList.toggle("machine-state--wrong", !fine);
  say(part("sentence"), sentence);
}

const lost = () => state(false, words.lost ?? "");

async function look() {
  if (document.hidden) return;
  await get(tray.dataset.source ?? "").then(show, lost);
}

/** @type {HTMLFormElement} */
const form = one("form", tray);
form.addEventListener("submit", async (event) => {
  const knob = event.submitter;
  if (!knob) return;
  event.preventDefault();
  for (const other of all(".knob", /** @type {HTMLElement} */ (knob.parentElement))) {
    other.setAttribute("aria-pressed", String(other === knob));
  }
  const body = new FormData(form, knob);
  await reach(form.action, { method: "POST", body }).then(look, lost);
});

async function keepLooking() {
  await look();
  setTimeout(keepLooking, EVERY);
}

keepLooking();
