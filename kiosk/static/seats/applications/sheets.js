/** A KK's prints: the tray looked into, a second copy, spoiled sheets, a PIN, another printer. */

import { field, maybe, on, one, say, sayOrHide, start } from "/static/js/dom.js";
import { deliver } from "../common/forms.js";
import { inbox } from "./inbox.js";

/** @typedef {Record<string, string | undefined>} Told */

/**
 * @param {string} name
 * @returns {HTMLDialogElement}
 */
const box = (name) => one(`[data-ask="${name}"]`);
const line = () => maybe("[data-print-say]") ?? maybe("[data-end-say]");

/**
 * Where else a print could go.
 * @param {string | undefined} from
 */
const others = (from) =>
  inbox()
    .printers.map((printer) => printer.name)
    .filter((name) => name !== from);

for (const [selector, name, path] of [
  ["ask-tray", "tray", "answer"],
  ["again", "again", "reprint"],
  ["spoil", "spoil", "spoiled"],
]) {
  on("click", `button[data-${selector}]`, (button) =>
    ask(name, `${button.getAttribute(`data-${selector}`)}/${path}`, button.dataset),
  );
}
on("click", "[data-ask-pin]", ({ dataset }) => givePin(dataset.askPin));
on("click", "[data-move]", move);
start("[data-from]", (button) => {
  button.hidden = others(button.dataset.from).length === 0;
});

/**
 * The PIN that somebody types; undefined when they do not.
 * @param {string} [words]
 * @returns {Promise<string | undefined>}
 */
export function askPin(words = "") {
  const dialog = box("pin");
  /** @type {HTMLFormElement} */
  const form = one("form", dialog);
  form.reset();
  sayOrHide(one("[data-ask-say]", dialog), words);
  return new Promise((done) => {
    /** @type {string | undefined} */
    let pin;
    form.onsubmit = () => {
      pin = field(form, "pin").value;
    };
    one("[data-no]", dialog).onclick = () => dialog.close();
    dialog.onclose = () => {
      form.reset();
      done(pin);
    };
    dialog.showModal();
  });
}

/**
 * @param {string} name
 * @param {string} address
 * @param {Told} told
 */
function ask(name, address, told) {
  const dialog = box(name);
  /** @type {HTMLFormElement} */
  const form = one("form", dialog);
  form.reset();
  form.dataset.post = `/api/v1/sheets/${address}`;
  const pages = maybe("[data-pages]", dialog);
  if (pages) say(pages, told.pages ?? told.used ?? "");
  if (name === "spoil") fillSpoiled(form, told);
  sayOrHide(one("[data-form-say]", dialog), "");
  dialog.showModal();
}

/**
 * What was noted before; a print of which nothing came out is not asked for its own sheets.
 * @param {HTMLFormElement} form
 * @param {Told} told
 */
function fillSpoiled(form, { used = "", faulty = "", spoiled = "" }) {
  field(form, "faulty").max = used;
  field(form, "faulty").value = faulty;
  field(form, "spoiled").value = spoiled;
  one("[data-own]", form).hidden = used === "0";
}

/** @param {string} job */
async function givePin(job) {
  const pin = await askPin();
  if (pin) await deliver(`pin-${job}`, `/api/v1/sheets/${job}/pin`, { pin }, line());
}

/** @param {HTMLElement} button */
async function move({ dataset }) {
  const printer = dataset.to ?? others(dataset.from)[0];
  const url = `/api/v1/sheets/${dataset.move}/move`;
  if (printer) await deliver(url, url, { printer }, line());
}
