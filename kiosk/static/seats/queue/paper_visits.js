/**
 * Hand-written numbers, typed line by line: Enter keeps one and goes on. What is not kept yet
 * lies in this browser, so that neither a cut nor a sign-in that ended loses it.
 */

import { all, maybe, on, one, say, sayOrHide, stamp, start } from "/static/js/dom.js";
import { deliver } from "../common/forms.js";

const CELLS = ["number", "service", "came", "called", "done", "state"];
const STATES = [
  { says: /^(pergi|p)$/i, state: "gone" },
  { says: /^(masih menunggu|menunggu|m)$/i, state: "waits" },
  { says: /^(selesai|s)$/i, state: "served" },
];
const ADDRESS = "/api/v1/paper-visits";

/** @param {HTMLElement} entry */
function begin(entry) {
  const lines = one("[data-lines]", entry);
  const store = `nomor-kertas ${entry.dataset.day}`;
  let sending = Promise.resolve();

  for (const cells of JSON.parse(localStorage.getItem(store) ?? "[]")) touched(add(cells));
  addNext();
  lines.addEventListener("input", (event) => {
    touched(rowOf(event));
    keep();
  });
  lines.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = rowOf(event);
    touched(row);
    keep();
    if (row === lines.lastElementChild) addNext();
    input(/** @type {HTMLElement} */ (row.nextElementSibling), "service").focus();
    send([row]);
  });
  lines.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\n\t;]/.test(text)) return;
    event.preventDefault();
    for (const row of all("tr:not([data-touched])", lines)) row.remove();
    for (const line of text.split("\n").filter((line) => line.trim())) touched(add(cellsOf(line)));
    keep();
    addNext();
    one("[data-all]", entry).focus();
  });
  one("[data-all]", entry).addEventListener("click", () => send(all("[data-touched]", lines)));

  /** @param {HTMLElement[]} rows */
  function send(rows) {
    sending = sending.then(() => sent(rows.filter((row) => row.isConnected)));
  }

  /** @param {HTMLElement[]} rows */
  async function sent(rows) {
    if (rows.length === 0) return;
    const body = {
      day: entry.dataset.day,
      outage: Number(/** @type {HTMLSelectElement} */ (one("#gangguan")).value),
      lines: rows.map(lineOf),
    };
    const name = `paper ${JSON.stringify(body.lines)}`;
    const answer = await deliver(name, ADDRESS, body, one("[data-entry-say]", entry));
    if (answer === undefined) return;
    for (const { at, message } of answer.wrong)
      sayOrHide(one("[data-line-say]", rows[at]), message);
    const names = answer.kept.map((/** @type {any} */ { at, name, new: isNew }) => {
      leave(rows[at]);
      return isNew ? name : `${name} (sudah ada)`;
    });
    keep();
    if (names.length > 0)
      sayOrHide(one("[data-kept-say]", entry), `Tersimpan: ${names.join(", ")}.`);
  }

  /** @param {HTMLElement} row */
  function leave(row) {
    const here = row.contains(document.activeElement);
    row.remove();
    if (lines.childElementCount === 0) addNext();
    if (here) input(/** @type {HTMLElement} */ (lines.lastElementChild), "service").focus();
  }

  function keep() {
    const told = all("[data-touched]", lines).map((row) =>
      CELLS.map((cell) => input(row, cell).value),
    );
    if (told.length > 0) localStorage.setItem(store, JSON.stringify(told));
    else localStorage.removeItem(store);
  }

  /** A line for whoever comes after: the next number, the same service. */
  function addNext() {
    const last = /** @type {HTMLElement | null} */ (lines.lastElementChild);
    const kept = Number(maybe("[data-part=paper-visits]")?.dataset.next ?? entry.dataset.next);
    const typed = all("tr", lines).map((row) => Number(input(row, "number").value) + 1);
    add([String(Math.max(kept, ...typed)), last ? input(last, "service").value : ""]);
  }

  /** @param {string[]} cells */
  function add(cells) {
    const row = stamp("baris");
    for (const [at, value] of cells.entries()) if (value) input(row, CELLS[at]).value = value;
    lines.append(row);
    return row;
  }
}

/** @param {HTMLElement} row */
function touched(row) {
  row.dataset.touched = "";
  sayOrHide(one("[data-line-say]", row), "");
}

/** @param {HTMLElement} row */
function lineOf(row) {
  const told = Object.fromEntries(CELLS.map((cell) => [cell, input(row, cell).value.trim()]));
  return { ...told, number: Number.parseInt(told.number, 10) || 0 };
}

/**
 * A line of a list that was made elsewhere: between tabs or semicolons, or with spaces alone.
 * @param {string} line
 */
function cellsOf(line) {
  const apart = line.trim().split(/[\t;]/);
  const told =
    apart.length > 1
      ? apart
      : line
          .trim()
          .replace(/^kertas\s+/i, "")
          .split(/\s+/);
  const cells = told.map((cell) => cell.trim());
  const ends = (/** @type {string} */ cell) => STATES.find(({ says }) => says.test(cell));
  const end = cells.findIndex((cell, at) => at > 1 && ends(cell));
  const state = end > 0 ? (ends(cells.splice(end, 1)[0])?.state ?? "") : "";
  const [number = "", service = "", came = "", called = "", done = ""] = cells;
  return [number.replace(/\D/g, ""), serviceOf(service), came, called, done, state];
}

/**
 * The code of a service by its code, its letter or the beginning of its name.
 * @param {string} text
 */
function serviceOf(text) {
  const wanted = text.toLowerCase();
  const { content } = /** @type {HTMLTemplateElement} */ (one("#baris"));
  /** @type {HTMLOptionElement[]} */
  const options = all("[name=service] option", content);
  const fits = (/** @type {HTMLOptionElement} */ { value, dataset, label }) =>
    [value, dataset.letter].some((name) => name?.toLowerCase() === wanted) ||
    label.toLowerCase().startsWith(wanted);
  return (wanted && options.find(fits)?.value) || "";
}

/** @param {Event} event */
const rowOf = (event) =>
  /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("tr"));

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @returns {HTMLInputElement}
 */
const input = (row, name) => one(`[name=${name}]`, row);

on("click", "[data-fix]", (button) => {
  /** @type {HTMLDialogElement} */
  const box = one("#ubah");
  const row = button.closest("tr");
  const form = one("[data-correct]", box);
  const { fix, seen, service, state } = button.dataset;
  form.dataset.post = `${ADDRESS}/${fix}/correct`;
  say(one("h2", box), one("th", row).textContent ?? "");
  const hours = ["came", "called", "done"].map((hour) => [
    hour,
    one(`[data-${hour}]`, row).textContent,
  ]);
  for (const [name, value] of Object.entries({
    seen,
    service,
    state,
    ...Object.fromEntries(hours),
  }))
    input(form, name).value = value ?? "";
  box.showModal();
});
on("click", "[data-withdraw]", async (button) => {
  const form = button.form;
  const body = { seen: Number(input(form, "seen").value), reason: input(form, "reason").value };
  const url = form.dataset.post.replace(/correct$/, "withdraw");
  if ((await deliver(url, url, body, one("[data-form-say]", form))) === undefined) return;
  form.closest("dialog").close();
  form.reset();
});
start("[data-entry]", begin);
