/** The checklist by keyboard: each change is written down by itself, a moment later. */

import { post } from "/static/js/api.js";
import { all, one, say } from "./dom.js";
import { beforeSending, tell } from "./forms.js";
import { onPart, redraw } from "./parts.js";

const LATER = 900;
const KEYS = { a: "original", f: "copy", t: "shown" };
const waiting = new Set();

let timer = 0;
let saving = Promise.resolve();

/** Begin to answer the page's checklist. */
export function startChecklist() {
  onPart((part) => all("[data-item]", part).forEach(dress));
  document.addEventListener("change", (event) => changed(event.target));
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-item] input:not([type])")) changed(event.target);
  });
  document.addEventListener("keydown", onKey);
  followHand();
  beforeSending(save);
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
}

/**
 * The line where somebody works shows more, but never while a button is held down: lines that
 * move between press and release would take the click away from what was aimed at.
 */
function followHand() {
  let held = false;
  const show = () => {
    const row = document.activeElement?.closest("[data-item]");
    for (const other of all("[data-item][data-here]")) if (other !== row) delete other.dataset.here;
    if (row) row.dataset.here = "";
  };
  const release = () => setTimeout(() => {
    held = false;
    show();
  });
  document.addEventListener("pointerdown", () => { held = true; });
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);
  document.addEventListener("focusin", () => { if (!held) show(); });
}

function changed(field) {
  const row = field.closest?.("[data-item]");
  if (!row) return;
  if (field.name === "seen" && field.checked) settle(row);
  if (field.name.startsWith("form-") || (field.name === "number" && field.value)) check(row, true);
  if (field.name.startsWith("applies-") && field.value === "false") check(row, false);
  dress(row);
  note(row);
}

function note(row) {
  waiting.add(row);
  row.closest("[data-checklist]").dataset.dirty = "";
  say(saved(), "Menyimpan …");
  clearTimeout(timer);
  timer = setTimeout(save, LATER);
}

/** A paper that was seen has a form, and is needed. */
function settle(row) {
  if (!chosen(row, "form")) choose(row, "form", row.dataset.usual);
  if (row.dataset.need === "K") choose(row, "applies", "true");
}

function dress(row) {
  const fault = one('[name="fault"]', row).value.trim();
  const seen = one('[name="seen"]', row).checked;
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

async function deliver(rows) {
  const list = one("[data-checklist]");
  if (!list) return;
  try {
    await post(list.dataset.checklist, { papers: rows.map(seenOf) });
  } catch (refused) {
    rows.forEach((row) => waiting.add(row));
    say(saved(), "Belum tersimpan");
    tell(one("[data-end-say]"), refused.message, { bad: true });
    return;
  }
  if (waiting.size) return;
  delete list.dataset.dirty;
  say(saved(), "Tersimpan");
  tell(one("[data-end-say]"), "");
  await redraw();
}

function seenOf(row) {
  const applies = chosen(row, "applies");
  return {
    id: Number(row.dataset.item),
    seen: one('[name="seen"]', row).checked,
    form: chosen(row, "form") || null,
    number: one('[name="number"]', row).value,
    note: one('[name="note"]', row).value,
    fault: one('[name="fault"]', row).value,
    applies: applies ? applies === "true" : null,
  };
}

function onKey(event) {
  const row = event.target.closest?.("[data-item]");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.target.type !== "radio" && step) return go(event, row, step);
  if (!event.target.matches("[type=checkbox], [type=radio]")) return leave(event, row);
  const key = event.key.toLowerCase();
  if (KEYS[key]) pick(event, row, "form", KEYS[key]);
  else if (key === "p" && row.dataset.need === "K") pick(event, row, "applies", "true");
  else if (key === "x" && row.dataset.need === "K") pick(event, row, "applies", "false");
  else if (key === "n") reach(event, row, "number");
  else if (key === "c") reach(event, row, "note");
  else if (key === "s") reach(event, row, "fault");
  return undefined;
}

function leave(event, row) {
  if (event.key === "Escape") reach(event, row, "seen");
  else if (event.key === "Enter") go(event, row, 1);
}

function go(event, row, step) {
  const rows = all("[data-item]");
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  event.preventDefault();
  one('[name="seen"]', next).focus();
  next.scrollIntoView({ block: "nearest" });
}

function pick(event, row, name, value) {
  event.preventDefault();
  choose(row, name, value);
  changed(input(row, name, value));
}

function reach(event, row, name) {
  event.preventDefault();
  one(`[name="${name}"]`, row).focus();
}

const input = (row, name, value) => one(`[name="${name}-${row.dataset.item}"][value="${value}"]`, row);
const chosen = (row, name) => one(`[name="${name}-${row.dataset.item}"]:checked`, row)?.value ?? "";
const saved = () => one("[data-saved]") ?? document.createElement("p");

function choose(row, name, value) {
  const field = input(row, name, value);
  if (field) field.checked = true;
}

function check(row, on) {
  one('[name="seen"]', row).checked = on;
}
