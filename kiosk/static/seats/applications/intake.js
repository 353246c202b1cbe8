/** A new file: kinds, numbers that are looked at while they are typed, and the papers it needs. */

import { post } from "/static/js/api.js";
import { showBands } from "./bands.js";
import { keepCode } from "./code_store.js";
import { all, one, say, sayOrHide, stamp } from "./dom.js";
import { showFileLists } from "./file_list.js";
import { startFiles } from "./files.js";
import { bodyOf, shape, startForms, then } from "./forms.js";
import { showFind } from "./file_find.js";
import { start } from "./seat.js";
import "./tabs.js";

const form = one("[data-intake]");
const PAUSE = 350;
let timer = 0;
let asked = 0;
let warned = [];
let seen = [];

form.addEventListener("input", (event) => {
  seen = [];
  if (event.target.dataset.kindFind !== undefined) return filter(event.target.value);
  countDigits();
  later();
  return undefined;
});
form.addEventListener("change", () => {
  draw();
  later();
});
one("[data-same]").addEventListener("click", () => {
  form.elements.head_of_family.value = form.elements.applicant.value;
  form.elements.village.focus();
});
one("[data-kind-find]").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const first = all(".kind").find((kind) => !kind.hidden);
  if (!first) return;
  const box = one("input", first);
  if (event.key === "Enter") {
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    event.target.value = "";
    filter("");
    (!one("[data-elements]").hidden
      ? one("[data-elements] input") : form.elements.applicant).focus();
  } else box.focus();
});

// A warning is told once, when somebody wants to go on; the second press says that it was seen.
form.addEventListener("refused", async (event) => {
  if (event.detail.code !== "warnings") return;
  await look();
  seen = warned;
});
shape("intake", () => ({ ...bodyOf(form), seen }));
then("intake", (file) => {
  keepCode(file.number, file.code);
  location.assign(file.url);
});
startForms();
showFileLists();
showFind();
showBands();
startFiles();
start();
draw();
countDigits();
look();

function draw() {
  const chosen = kinds();
  const box = one("[data-elements]");
  box.hidden = !chosen.includes(box.dataset.elements);
  if (box.hidden) for (const tick of all("input", box)) tick.checked = false;
  const other = form.elements.submitted_by.value !== "self";
  const name = one("[data-submitter]");
  name.hidden = !other;
  form.elements.submitter.required = other;
  if (!other) form.elements.submitter.value = "";
}

/** Kinds whose words hold every word that was typed. */
function filter(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const kind of all("[data-kind-words]")) {
    kind.hidden = !words.every((word) => kind.dataset.kindWords.includes(word));
  }
}

function countDigits() {
  for (const told of all("[data-digits]")) {
    const digits = form.elements[told.dataset.digits].value.replace(/[\s.-]/g, "");
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
  const body = {
    kinds: kinds(), nik: form.elements.nik.value, kk_number: form.elements.kk_number.value,
  };
  const found = await post(form.dataset.check, body).catch(() => null);
  if (!found || mine !== asked) return;
  warned = [...found.nik, ...found.kk_number].filter((one) => !one.info).map((one) => one.code);
  remarks("nik", found.nik);
  remarks("kk_number", found.kk_number);
  if (found.running) tellRunning(found.running);
  warn("running", found.running && `Masih ada berkas yang berjalan atas nomor ini: ${found.running.applicant}, ${found.running.label.toLowerCase()}.`);
  warn("referred", found.referred.length > 0 && `${found.referred.join(", ")}: biasanya dirujuk ke Dinas Dukcapil.`);
  papers(found.papers);
}

function tellRunning(file) {
  warned.push("live");
  const link = one("[data-running-link]");
  link.href = file.url;
  say(link, file.number);
}

function remarks(name, found) {
  one(`[data-findings="${name}"]`).replaceChildren(...found.map((finding) => {
    const line = document.createElement("span");
    line.className = finding.info ? "finding-info" : "finding-warn";
    line.textContent = finding.text;
    return line;
  }));
}

function warn(name, words) {
  one(`[data-${name}]`).hidden = !words;
  if (words) say(one(`[data-${name}-words]`), words);
}

function papers(needed) {
  one("[data-papers-none]").hidden = needed.length > 0;
  one("[data-papers]").replaceChildren(...needed.map((paper) => {
    const row = stamp("asked-row");
    say(one("[data-title]", row), paper.title);
    one("[data-outside]", row).hidden = !paper.outside;
    const choice = paper.need === "1" ? paper.choice : { K: "bila perlu", O: "bila ada" }[paper.need] ?? "";
    sayOrHide(one("[data-when]", row), [choice, paper.when].filter(Boolean).join(" · "));
    say(one("[data-bring]", row), paper.bring);
    say(one("[data-where]", row), paper.where);
    row.dataset.need = paper.need;
    return row;
  }));
}

function kinds() {
  return all('[name="kinds"]:checked', form).map((box) => box.value);
}
