/** Prints: the tray looked into, a second copy, spoiled sheets, a PIN, another printer. */

import { one, say, sayOrHide } from "./dom.js";
import { files } from "./files.js";
import { deliver } from "./forms.js";
import { onPart } from "./parts.js";

const QUESTIONS = {
  askTray: ["tray", "answer"], again: ["again", "reprint"], spoil: ["spoil", "spoiled"],
};
const box = (name) => one(`[data-ask="${name}"]`);
const line = () => one("[data-print-say]") ?? one("[data-end-say]");

/** Begin to answer the buttons of every print. */
export function startPrints() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    for (const [mark, [name, path]] of Object.entries(QUESTIONS)) {
      if (button?.dataset[mark]) ask(name, `${button.dataset[mark]}/${path}`, button.dataset);
    }
    if (button?.dataset.askPin) givePin(button.dataset.askPin);
    if (button?.dataset.move) move(button);
  });
  onPart(showMoves);
}

/** The PIN that somebody types; undefined when they do not. */
export function askPin(words = "") {
  const dialog = box("pin");
  const form = one("form", dialog);
  form.reset();
  sayOrHide(one("[data-ask-say]", dialog), words);
  return new Promise((done) => {
    let pin;
    form.onsubmit = () => {
      pin = form.elements.pin.value;
    };
    one("[data-no]", dialog).onclick = () => dialog.close();
    dialog.onclose = () => {
      form.reset();
      done(pin);
    };
    dialog.showModal();
  });
}

function ask(name, address, told) {
  const dialog = box(name);
  const form = one("form", dialog);
  form.reset();
  form.dataset.post = `/api/v1/sheets/${address}`;
  const pages = one("[data-pages]", dialog);
  if (pages) say(pages, told.pages ?? told.used);
  if (name === "spoil") fillSpoiled(form, told);
  sayOrHide(one("[data-form-say]", dialog), "");
  dialog.showModal();
}

/** What was noted before; a print of which nothing came out is not asked for its own sheets. */
function fillSpoiled(form, told) {
  const { faulty, spoiled } = form.elements;
  faulty.max = told.used;
  faulty.value = told.faulty;
  spoiled.value = told.spoiled;
  one("[data-own]", form).hidden = told.used === "0";
}

async function givePin(job) {
  const pin = await askPin();
  if (pin) await deliver(`pin-${job}`, `/api/v1/sheets/${job}/pin`, { pin }, line());
}

/** Where else a print could go. */
const others = (from) => files().printers.map((printer) => printer.name).filter((name) => name !== from);

function showMoves(part) {
  for (const button of part.querySelectorAll("[data-move]")) {
    button.hidden = others(button.dataset.from).length === 0;
  }
}

async function move(button) {
  const [printer] = others(button.dataset.from);
  const url = `/api/v1/sheets/${button.dataset.move}/move`;
  if (printer) await deliver(url, url, { printer }, line());
}
