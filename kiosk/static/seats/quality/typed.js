/** Questionnaires typed off paper: a digit answers and goes on, Enter keeps the sheet. */

import { all, field, maybe, one } from "/static/js/dom.js";
import { afterSuccess, bodyOf, shape } from "../common/forms.js";

const NONE = "-";
/** @type {HTMLFormElement} */
const form = one("form.typed");
const rows = all("[data-row]", form);
/** @type {HTMLSelectElement[]} */
const selects = all("[data-kept]", form);
const told = one("[data-sheet-told]");
/** @type {string[]} */
let kept = [];
let number = 0;

shape("questionnaire", () => {
  kept = selects.map((select) => select.value);
  const { touch, month, service } = bodyOf(form);
  const answers = all("[data-elements] [data-row]", form).map((row) => chosen(row) || NONE);
  const about = all("[data-about] [data-row]", form).flatMap((row) =>
    chosen(row) ? [[inputs(row)[0].name, chosen(row)]] : [],
  );
  return { touch, month, service, answers: answers.join(""), about: Object.fromEntries(about) };
});
afterSuccess("typed", () => {
  // Sheets come in piles: of one month, of one service.
  for (const [index, select] of selects.entries()) select.value = kept[index];
  number += 1;
  told.hidden = false;
  one("[data-words]", told).textContent = `Tersimpan. ${number} lembar sejak halaman ini dibuka.`;
  enter(0);
});
form.addEventListener("keydown", type);
enter(0);

/** @param {KeyboardEvent} event */
function type(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {Element} */ (event.target);
  if (target.matches("select, button")) return;
  const at = rows.findIndex((row) => row.contains(target));
  if (event.key === "Enter") form.requestSubmit();
  else if (event.key === "Backspace") enter(Math.max(0, at - 1));
  else if (at >= 0 && (event.key === "0" || event.key === NONE)) {
    for (const input of inputs(rows[at])) input.checked = false;
    enter(at + 1);
  } else if (at >= 0 && /^[1-9]$/.test(event.key)) {
    const input = inputs(rows[at])[Number(event.key) - 1];
    if (!input) return;
    input.checked = true;
    enter(at + 1);
  } else return;
  event.preventDefault();
}

/** @param {number} at */
function enter(at) {
  const row = rows[at];
  if (!row) {
    /** @type {HTMLButtonElement} */ (one("[type=submit]", form)).focus();
    return;
  }
  const input = maybe("input:checked", row) ?? inputs(row)[0];
  input.focus();
  row.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLElement} row
 * @returns {HTMLInputElement[]}
 */
function inputs(row) {
  return all("input", row);
}

/** @param {HTMLElement} row */
function chosen(row) {
  return field(form, inputs(row)[0].name).value;
}
