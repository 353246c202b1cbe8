/** The signed PDF: dropped, chosen or taken from the folder; asked for its PIN; looked at; printed. */

import { outcome, post, reach, trust, UNREACHABLE } from "/static/js/api.js";
import { maybe, on, one, say, sayOrHide, start } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";
import { deliver, tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";
import { askPin } from "./sheets.js";

/** @typedef {import("../common/press.js").Outcome} Outcome */

const NEEDS_PIN = ["pin", "wrong-pin"];

// Kept for as long as this page is open, so that one PIN serves the look, the picture and the print.
let pin = "";
let pictureOf = "";

/** @param {string} words */
const progress = (words) => sayOrHide(one("[data-drop-words]"), words);

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
const asData = (blob) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(blob);
  });

on("change", "#pilih-pdf", ({ files }) => files[0] && take(files[0]));
on("click", "button[data-offer]", ({ dataset }) => offer(dataset.offer));
on("click", "[data-print-kk]", print);
on("click", "[data-judge]", ({ dataset }) => judge(dataset.judge ?? "", pin));
for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
  document.addEventListener(kind, drag);
}
start("[data-preview]:not([hidden])", show);
// Whoever only asks for a look is written down.
on("click", "[data-look]", async () => {
  const look = one("[data-preview]");
  if (look.dataset.sealed === "1" && !pin) pin = (await askPin()) ?? "";
  look.hidden = false;
  await show(look);
});

/** @param {DragEvent} event */
function drag(event) {
  const zone = maybe("[data-drop]");
  if (!zone || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.toggle("is-over", event.type === "dragover");
  if (event.type === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
}

/**
 * @param {File} file
 * @param {string} [word]
 * @returns {Promise<void>}
 */
async function take(file, word = "") {
  const zone = one("[data-drop]");
  const most = Number(zone.dataset.most);
  if (file.size > most * 2 ** 20) {
    return told(`${file.name} terlalu besar untuk KK, paling besar ${most} MB.`);
  }
  const form = new FormData();
  form.append("pdf", file);
  form.append("pin", word);
  const done = await upload(zone.dataset.drop ?? "", form);
  return attached(done, word, (given) => take(file, given));
}

/**
 * The PDF is looked at while we wait.
 * @param {string} name
 * @param {string} [word]
 * @returns {Promise<void>}
 */
async function offer(name, word = "") {
  const url = `${one("[data-drop]").dataset.drop}-from-folder`;
  progress("Memeriksa isi dan tanda tangannya …");
  const done = await outcome(post(url, { name, pin: word }, { timeout: 60_000 }));
  progress("");
  return attached(done, word, (given) => offer(name, given));
}

/**
 * The PDF that is attached, judged again, as after a new certificate.
 * @param {string} url
 * @param {string} word
 * @returns {Promise<void>}
 */
async function judge(url, word) {
  progress("Memeriksa lagi …");
  const done = await outcome(post(url, { pin: word }, { timeout: 60_000 }));
  progress("");
  return attached(done, word, (given) => judge(url, given));
}

/**
 * @param {Outcome} done
 * @param {string} word
 * @param {(given: string) => Promise<void>} again
 */
async function attached({ refused }, word, again) {
  if (refused && NEEDS_PIN.includes(refused.code)) {
    const given = await askPin(word ? refused.message : "");
    if (given) await again(given);
    return;
  }
  told(refused?.message ?? "");
  if (refused) return;
  pin = word;
  pictureOf = "";
  await redraw();
  // The picture pushes what was chosen with out of sight; what was found is read next.
  maybe("#pdf-putusan")?.focus();
}

/**
 * Send the file with a bar that grows.
 * @param {string} url
 * @param {FormData} form
 * @returns {Promise<Outcome>}
 */
function upload(url, form) {
  const bar = one("[data-drop-bar]");
  bar.hidden = false;
  progress("Mengirim …");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of Object.entries({ Accept: "application/json", ...trust() })) {
      request.setRequestHeader(name, value);
    }
    request.upload.onload = () => progress("Memeriksa isi dan tanda tangannya …");
    request.upload.onprogress = ({ loaded, total }) => {
      if (total) one("*", bar).style.setProperty("inline-size", `${(100 * loaded) / total}%`);
    };
    const unreachable = { code: "unreachable", message: UNREACHABLE, status: 0 };
    request.onload = () => {
      const answer = parsed(request.responseText) ?? unreachable;
      done(request.status < 300 ? { answer } : { refused: answer });
    };
    request.onerror = () => done({ refused: unreachable });
    request.onloadend = () => {
      bar.hidden = true;
      progress("");
    };
    request.send(form);
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} words */
function told(words) {
  tell(one("[data-drop-say]"), words, { bad: true });
  /** @type {HTMLInputElement | null} */
  const field = maybe("#pilih-pdf");
  if (field) field.value = "";
}

/** @param {HTMLElement} look */
async function show(look) {
  /** @type {HTMLImageElement} */
  const image = one("[data-preview-image]", look);
  const line = one("[data-preview-say]", look);
  if (look.dataset.sealed === "1" && !pin) {
    return say(line, "PDF ini terkunci. Gambar tampil bila PIN diketik.");
  }
  pictureOf ||= await picture(look.dataset.preview ?? "");
  image.hidden = !pictureOf;
  line.hidden = Boolean(pictureOf);
  if (pictureOf) image.src = pictureOf;
  else say(line, "Gambar tidak dapat dibuat.");
}

/** @param {string} url */
async function picture(url) {
  try {
    const response = await reach(url, {
      method: "POST",
      headers: { Accept: "image/png", "Content-Type": "application/json", ...trust() },
      body: JSON.stringify({ page: 1, pin }),
      timeout: 60_000,
    });
    return response.ok ? await asData(await response.blob()) : "";
  } catch {
    return "";
  }
}

/**
 * Print the KK; its PIN is asked for when the page does not know it.
 * @param {HTMLElement} button
 */
async function print({ dataset }) {
  const touch = newTouch();
  const word = dataset.sealed === "1" && !pin ? await askPin() : pin;
  if (word === undefined) return;
  await deliver("print-kk", dataset.printKk ?? "", { touch, pin: word }, one("[data-end-say]"));
}
