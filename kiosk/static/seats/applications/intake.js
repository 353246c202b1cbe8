/** A new file: kinds, numbers that are looked at while they are typed, and the papers it needs. */

import { post } from "/static/js/api.js";
import { all, field, make, maybe, one, say, sayOrHide, stamp } from "/static/js/dom.js";
import { afterSuccess, bodyOf, shape } from "../common/forms.js";
import { keepCode } from "./code.js";

/**
 * @typedef {{ code: string, text: string, info: boolean }} Finding
 * @typedef {{
 *   title: string, outside: boolean, need: string, choice: string, when: string, bring: string,
 *   where: string,
 * }} Paper
 */

/** @type {HTMLFormElement} */
const form = one("[data-intake]");
const PAUSE = 350;
/** @type {Record<string, string>} */
const NEEDS = { K: "bila perlu", O: "bila ada" };

let timer = 0;
let asked = 0;
/** @type {string[]} */
let warned = [];
/** @type {string[]} */
let seen = [];

form.addEventListener("input", ({ target }) => {
  seen = [];
  const typed = /** @type {HTMLInputElement} */ (target);
  if (typed.dataset.kindFind !== undefined) return filter(typed.value);
  countDigits();
  later();
});
form.addEventListener("change", () => {
  draw();
  later();
});
one("[data-same]").addEventListener("click", () => {
  field(form, "head_of_family").value = field(form, "applicant").value;
  field(form, "village").focus();
});
one("[data-kind-find]").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const first = all(".kind").find((kind) => !kind.hidden);
  if (!first) return;
  /** @type {HTMLInputElement} */
  const box = one("input", first);
  if (event.key === "ArrowDown") return box.focus();
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  /** @type {HTMLInputElement} */ (event.target).value = "";
  filter("");
  (maybe("[data-elements]:not([hidden]) input") ?? field(form, "applicant")).focus();
});

// A warning is told once, when somebody wants to go on; the second press says that it was seen.
form.addEventListener("refused", async (event) => {
  if (/** @type {CustomEvent} */ (event).detail.code !== "warnings") return;
  await look();
  seen = warned;
});
shape("intake", () => ({ ...bodyOf(form), seen }));
afterSuccess("intake", (file) => {
  keepCode(file.number, file.code);
  location.assign(file.url);
});
draw();
countDigits();
look();

function draw() {
  const box = one("[data-elements]");
  box.hidden = !kinds().includes(box.dataset.elements ?? "");
  /** @type {HTMLInputElement[]} */
  const ticks = all("input", box);
  if (box.hidden) for (const tick of ticks) tick.checked = false;
  const other = field(form, "submitted_by").value !== "self";
  const submitter = field(form, "submitter");
  one("[data-submitter]").hidden = !other;
  submitter.required = other;
  if (!other) submitter.value = "";
}

/**
 * Kinds whose words hold every word that was typed.
 * @param {string} text
 */
function filter(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const kind of all("[data-kind-words]")) {
    kind.hidden = !words.every((word) => kind.dataset.kindWords?.includes(word));
  }
}

function countDigits() {
  for (const told of all("[data-digits]")) {
    const digits = field(form, told.dataset.digits ?? "").value.replace(/[\s.-]/g, "");
    say(told, digits ? `${digits.length}/16` : "");
    told.classList.toggle("is-whole", /^\d{16}$/.test(digits));
    told.classList.toggle("is-wrong", digits.length > 16 || /\D/.test(digits));
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

async function look() {
  const mine = ++asked;
  const found = await post(form.dataset.check ?? "", {
    kinds: kinds(),
    nik: field(form, "nik").value,
    kk_number: field(form, "kk_number").value,
  }).catch(() => null);
  if (!found || mine !== asked) return;
  /** @type {Finding[]} */
  const findings = [...found.nik, ...found.kk_number];
  const { running, referred } = found;
  warned = findings.filter((one) => !one.info).map((one) => one.code);
  remarks("nik", found.nik);
  remarks("kk_number", found.kk_number);
  if (running) {
    warned.push("live");
    one("[data-running-link]").setAttribute("href", running.url);
    say(one("[data-running-link]"), running.number);
  }
  warn(
    "running",
    running &&
      `Masih ada berkas yang berjalan atas nomor ini: ${running.applicant}, ${running.label.toLowerCase()}.`,
  );
  warn(
    "referred",
    referred.length > 0 && `${referred.join(", ")}: biasanya dirujuk ke Dinas Dukcapil.`,
  );
  one("[data-papers-none]").hidden = found.papers.length > 0;
  one("[data-papers]").replaceChildren(...found.papers.map(paper));
}

/**
 * @param {string} name
 * @param {Finding[]} found
 */
function remarks(name, found) {
  one(`[data-findings="${name}"]`).replaceChildren(
    ...found.map(({ info, text }) => make("span", info ? "finding-info" : "finding-warn", text)),
  );
}

/**
 * @param {string} name
 * @param {string | false | null} words
 */
function warn(name, words) {
  one(`[data-${name}]`).hidden = !words;
  if (words) say(one(`[data-${name}-words]`), words);
}

/** @param {Paper} paper */
function paper({ title, outside, need, choice, when, bring, where }) {
  const row = stamp("asked-row");
  say(one("[data-title]", row), title);
  one("[data-outside]", row).hidden = !outside;
  const told = need === "1" ? choice : (NEEDS[need] ?? "");
  sayOrHide(one("[data-when]", row), [told, when].filter(Boolean).join(" · "));
  say(one("[data-bring]", row), bring);
  say(one("[data-where]", row), where);
  row.dataset.need = need;
  return row;
}

function kinds() {
  /** @type {HTMLInputElement[]} */
  const chosen = all('[name="kinds"]:checked', form);
  return chosen.map((box) => box.value);
}
