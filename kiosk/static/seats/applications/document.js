/** The signed PDF: dropped, chosen or taken from the folder; asked for its PIN; looked at. */

import { post, trust } from "/static/js/api.js";
import { one, say, sayOrHide } from "./dom.js";
import { deliver, tell } from "./forms.js";
import { onPart, redraw } from "./parts.js";
import { askPin } from "./prints.js";

const NEEDS_PIN = ["pin", "wrong-pin"];
const LOST = "Sistem tidak terjangkau. Tunggu sebentar, lalu coba lagi.";

// Kept for as long as this page is open, so that one PIN serves the look, the picture and the print.
let pin = "";
let pictureOf = "";

export const pinOfPage = () => pin;

/** Begin to take PDFs in, and to show the one that is attached. */
export function startPdf() {
  document.addEventListener("change", (event) => {
    if (event.target.id === "pilih-pdf" && event.target.files[0]) take(event.target.files[0]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-offer]");
    if (button) offer(button.dataset.offer);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, drag);
  onPart((part) => {
    const look = one("[data-preview]", part);
    if (look) show(look);
  });
}

/** Begin to show the PDF to somebody who asks for a look, which is written down. */
export function startLook() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-look]");
    if (!button) return;
    const look = one("[data-preview]");
    if (look.dataset.sealed === "1" && !pin) pin = (await askPin()) ?? "";
    look.hidden = false;
    await show(look);
  });
}

function drag(event) {
  const zone = one("[data-drop]");
  if (!zone || ![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
  event.preventDefault();
  zone.classList.toggle("is-over", event.type === "dragover");
  if (event.type === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
}

async function take(file, word = "") {
  const zone = one("[data-drop]");
  const most = Number(zone.dataset.most);
  if (file.size > most * 2 ** 20) return told(`${file.name} terlalu besar untuk KK, paling besar ${most} MB.`);
  const form = new FormData();
  form.append("pdf", file);
  form.append("pin", word);
  const answer = await upload(zone.dataset.drop, form);
  if (!answer.refused) return attached(word);
  if (NEEDS_PIN.includes(answer.refused.code)) {
    const given = await askPin(word ? answer.refused.message : "");
    return given ? take(file, given) : undefined;
  }
  return told(answer.refused.message);
}

/** Send the file with a bar that grows. */
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
    request.upload.onprogress = (event) => {
      if (event.total) bar.firstChild.style.setProperty("inline-size", `${(100 * event.loaded) / event.total}%`);
    };
    request.onload = () => {
      const answer = parsed(request.responseText);
      done(request.status < 300 ? { answer } : { refused: answer });
    };
    request.onerror = () => done({ refused: { code: "unreachable", message: LOST } });
    request.onloadend = () => {
      bar.hidden = true;
      progress("");
    };
    request.send(form);
  });
}

const progress = (words) => sayOrHide(one("[data-drop-words]"), words);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { code: "error", message: LOST };
  }
}

async function offer(name, word = "") {
  const url = `${one("[data-drop]").dataset.drop}-from-folder`;
  progress("Memeriksa isi dan tanda tangannya …");
  const answer = await sendName(url, { name, pin: word });
  progress("");
  if (!answer.refused) return attached(word);
  if (NEEDS_PIN.includes(answer.refused.code)) {
    const given = await askPin(word ? answer.refused.message : "");
    return given ? offer(name, given) : undefined;
  }
  return told(answer.refused.message);
}

/** The PDF is looked at while we wait. */
async function sendName(url, body) {
  try {
    return { answer: await post(url, body, { timeout: 60_000 }) };
  } catch (refused) {
    return { refused };
  }
}

function attached(word) {
  pin = word;
  pictureOf = "";
  told("");
  return redraw();
}

function told(words) {
  tell(one("[data-drop-say]"), words, { bad: true });
  const field = one("#pilih-pdf");
  if (field) field.value = "";
}

async function show(look) {
  const image = one("[data-preview-image]", look);
  const line = one("[data-preview-say]", look);
  if (look.dataset.sealed === "1" && !pin) return say(line, "PDF ini terkunci. Gambar tampil bila PIN diketik.");
  pictureOf ||= await picture(look.dataset.preview);
  image.hidden = !pictureOf;
  line.hidden = Boolean(pictureOf);
  if (pictureOf) image.src = pictureOf;
  else say(line, "Gambar tidak dapat dibuat.");
  return undefined;
}

async function picture(url) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "image/png", "Content-Type": "application/json", ...trust() },
      body: JSON.stringify({ page: 1, pin }),
    });
    return response.ok ? await asData(await response.blob()) : "";
  } catch {
    return "";
  }
}

const asData = (blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsDataURL(blob);
});

/** Print the KK; its PIN is asked for when the page does not know it. */
export async function printKk(button, touch) {
  const word = button.dataset.sealed === "1" && !pin ? await askPin() : pin;
  if (word === undefined) return;
  await deliver("print-kk", button.dataset.printKk, { touch, pin: word }, one("[data-end-say]"));
}
