/** The tray of the virtual printer: asks once a second what lies in it, and redraws what changed. */

import { get } from "/static/js/api.js";

const EVERY = 1000;
const tray = document.querySelector("[data-tray]");
const part = (name) => tray.querySelector(`[data-${name}]`);
const words = document.querySelector("[data-words]").dataset;
const model = document.querySelector("[data-slip]").content.firstElementChild;

function slip(one) {
  const item = model.cloneNode(true);
  const [paper, image] = [item.querySelector(".slip-paper"), item.querySelector("img")];
  item.dataset.name = one.name;
  paper.href = image.src = one.picture;
  paper.classList.toggle("slip-paper--torn", one.torn);
  [image.width, image.height, image.alt] = [one.width >> 1, one.height >> 1, one.text];
  item.querySelector(".slip-foot span").textContent = one.at;
  item.querySelector(".slip-bytes").href = one.bytes;
  return item;
}

/** Keep the nodes of slips that stay, so that nothing flickers and focus is not lost. */
function fill(list, slips) {
  const present = new Map([...list.children].map((item) => [item.dataset.name, item]));
  list.replaceChildren(...slips.map((one) => present.get(one.name) ?? slip(one)));
}

function show(picture) {
  const newest = part("newest");
  const before = newest.firstElementChild?.dataset.name;
  fill(part("older"), picture.slips.slice(1));
  if (picture.slips[0]?.name !== before) {
    fill(newest, picture.slips.slice(0, 1));
    newest.firstElementChild?.classList.add("slip--fresh");
  }
  part("empty").hidden = picture.slips.length > 0;
  state(picture.printer.ok, picture.printer.sentences.join(" ") || words.ready);
  part("waiting").hidden = picture.waiting === 0;
  part("waiting-count").textContent = picture.waiting;
  for (const knob of tray.querySelectorAll(".knob")) {
    knob.setAttribute("aria-pressed", String(picture.pressed.includes(knob.value)));
  }
}

function state(fine, sentence) {
  part("state").classList.toggle("machine-state--wrong", !fine);
  const place = part("sentence");
  if (place.textContent !== sentence) place.textContent = sentence;
}

async function look() {
  if (document.hidden) return;
  try {
    show(await get(tray.dataset.source));
  } catch {
    state(false, words.lost);
  }
}

async function keepLooking() {
  await look();
  setTimeout(keepLooking, EVERY);
}

tray.querySelector("form").addEventListener("submit", async (event) => {
  const knob = event.submitter;
  if (!knob) return;
  event.preventDefault();
  for (const other of knob.parentElement.children) {
    other.setAttribute("aria-pressed", String(other === knob));
  }
  const body = new FormData(event.target, knob);
  try {
    await fetch(event.target.action, { method: "POST", body });
    await look();
  } catch {
    state(false, words.lost);
  }
});

keepLooking();
