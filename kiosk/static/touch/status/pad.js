/** The number pad: fills the box that was touched last, and goes on by itself when a box is full. */

import { field, on, one } from "/static/js/dom.js";

/** @type {HTMLFormElement} */
const form = one("[data-pad]");
const boxes = [field(form, "nomor"), field(form, "kode")];

let current = boxes[document.activeElement === boxes[1] ? 1 : 0];

on("click", "[data-pad-keys] button", ({ dataset }) => {
  if (dataset.digit) type(dataset.digit);
  else if (dataset.wipe !== undefined) wipe();
  else next();
});
for (const box of boxes) {
  box.addEventListener("focus", () => choose(box));
  box.addEventListener("input", () => {
    box.value = box.value.replace(/\D/g, "");
    if (box === boxes[0] && box.value.length === box.maxLength) choose(boxes[1], true);
  });
}
choose(current);

/**
 * @param {HTMLInputElement} box
 * @param {boolean} [focus]
 */
function choose(box, focus = false) {
  current = box;
  for (const one of boxes) one.classList.toggle("is-current", one === box);
  if (focus) box.focus();
}

/** @param {string} digit */
function type(digit) {
  if (current.value.length >= current.maxLength) return;
  current.value += digit;
  current.dispatchEvent(new Event("input"));
}

function wipe() {
  if (!current.value && current === boxes[1]) choose(boxes[0]);
  current.value = current.value.slice(0, -1);
}

function next() {
  if (current === boxes[0] && current.value) choose(boxes[1], true);
  else if (boxes.every((box) => box.value)) form.requestSubmit();
}
