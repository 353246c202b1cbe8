/** The checklist by keyboard: each change is written down by itself, a moment later. */

import { outcome, post } from "/static/js/api.js";
import { all, maybe, near, on, one, say, start } from "/static/js/dom.js";
import { beforeSending, tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";

const LATER = 900;
/** @type {Record<string, string>} */
const FORMS = { a: "original", f: "copy", t: "shown" };
/** @type {Record<string, string>} */
const NEEDED = { p: "true", x: "false" };
/** @type {Record<string, string>} */
const FIELDS = { n: "number", c: "note", s: "fault" };
/** @type {Set<HTMLElement>} */
const waiting = new Set();

let timer = 0;
let saving = Promise.resolve();

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @returns {HTMLInputElement}
 */
const input = (row, name) => one(`[name="${name}"]`, row);

start("[data-item]", dress);
on("change", "[data-item]", changed);
on("input", "[data-item] input:not([type])", (_, event) => {
  changed(near(event, "[data-item]"), event);
});
on("keydown", "[data-item]", onKey);
followHand();
beforeSending(save);
addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

/**
 * The line where somebody works shows more, but never while a button is held down: lines that
 * move between press and release would take the click away from what was aimed at.
 */
function followHand() {
  let held = false;
  const show = () => {
    /** @type {HTMLElement | null | undefined} */
    const row = document.activeElement?.closest("[data-item]");
    for (const other of all("[data-item][data-here]")) {
      if (other !== row) delete other.dataset.here;
    }
    if (row) row.dataset.here = "";
  };
  const release = () =>
    setTimeout(() => {
      held = false;
      show();
    });
  document.addEventListener("pointerdown", () => {
    held = true;
  });
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);
  document.addEventListener("focusin", () => {
    if (!held) show();
  });
}

/**
 * @param {any} row
 * @param {{ target: any }} event
 */
function changed(row, { target: { name, value, checked } }) {
  if (name === "seen" && checked) settle(row);
  if (name.startsWith("form-") || (name === "number" && value)) input(row, "seen").checked = true;
  if (name.startsWith("applies-") && value === "false") input(row, "seen").checked = false;
  dress(row);
  waiting.add(row);
  row.closest("[data-checklist]").dataset.dirty = "";
  saved("Menyimpan …");
  clearTimeout(timer);
  timer = setTimeout(save, LATER);
}

/**
 * A paper that was seen has a form, and is needed.
 * @param {HTMLElement} row
 */
function settle(row) {
  if (!chosen(row, "form")) choose(row, "form", row.dataset.usual);
  if (row.dataset.need === "K") choose(row, "applies", "true");
}

/** @param {HTMLElement} row */
function dress(row) {
  const fault = input(row, "fault").value.trim();
  const seen = input(row, "seen").checked;
  const skipped = chosen(row, "applies") === "false" && !seen;
  const asked = row.dataset.need === "K" && !chosen(row, "applies");
  row.dataset.state = skipped ? "skip" : fault ? "bad" : seen ? "ok" : asked ? "ask" : "none";
}

async function save() {
  clearTimeout(timer);
  if (waiting.size === 0) return saving;
  const rows = [...waiting];
  waiting.clear();
  saving = saving.then(() => deliver(rows));
  return saving;
}

/** @param {HTMLElement[]} rows */
async function deliver(rows) {
  const list = maybe("[data-checklist]");
  if (!list) return;
  const { refused } = await outcome(
    post(list.dataset.checklist ?? "", { papers: rows.map(seenOf) }),
  );
  if (refused) {
    for (const row of rows) waiting.add(row);
    saved("Belum tersimpan");
    return tell(one("[data-end-say]"), refused.message, { bad: true });
  }
  if (waiting.size) return;
  delete list.dataset.dirty;
  saved("Tersimpan");
  tell(one("[data-end-say]"), "");
  await redraw();
}

/** @param {HTMLElement} row */
function seenOf(row) {
  const applies = chosen(row, "applies");
  return {
    id: Number(row.dataset.item),
    seen: input(row, "seen").checked,
    form: chosen(row, "form") || null,
    number: input(row, "number").value,
    note: input(row, "note").value,
    fault: input(row, "fault").value,
    applies: applies ? applies === "true" : null,
  };
}

/**
 * @param {HTMLElement} row
 * @param {KeyboardEvent} event
 */
function onKey(row, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = /** @type {HTMLInputElement} */ (event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const key = event.key.toLowerCase();
  if (at.type !== "radio" && step) go(event, row, step);
  else if (!at.matches("[type=checkbox], [type=radio]")) leave(event, row);
  else if (FORMS[key]) pick(event, row, "form", FORMS[key]);
  else if (NEEDED[key] && row.dataset.need === "K") pick(event, row, "applies", NEEDED[key]);
  else if (FIELDS[key]) reach(event, row, FIELDS[key]);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} row
 */
function leave(event, row) {
  if (event.key === "Escape") reach(event, row, "seen");
  else if (event.key === "Enter") go(event, row, 1);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} row
 * @param {number} step
 */
function go(event, row, step) {
  const rows = all("[data-item]");
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  reach(event, next, "seen");
  next.scrollIntoView({ block: "nearest" });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} value
 */
function pick(event, row, name, value) {
  event.preventDefault();
  const target = choose(row, name, value);
  if (target) changed(row, { target });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} row
 * @param {string} name
 */
function reach(event, row, name) {
  event.preventDefault();
  input(row, name).focus();
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 */
function chosen(row, name) {
  /** @type {HTMLInputElement | null} */
  const field = maybe(`[name="${name}-${row.dataset.item}"]:checked`, row);
  return field?.value ?? "";
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string | undefined} value
 */
function choose(row, name, value) {
  /** @type {HTMLInputElement | null} */
  const field = maybe(`[name="${name}-${row.dataset.item}"][value="${value}"]`, row);
  if (field) field.checked = true;
  return field;
}

/** @param {string} words */
function saved(words) {
  const line = maybe("[data-saved]");
  if (line) say(line, words);
}
