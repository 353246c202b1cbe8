// The number pad: fills the box that was touched last, and goes on by itself when a box is full.

const form = document.querySelector("[data-pad]");
const boxes = [form.elements.nomor, form.elements.kode];

let current = document.activeElement === boxes[1] ? boxes[1] : boxes[0];

form.querySelector("[data-pad-keys]").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.digit) type(button.dataset.digit);
  else if (button.dataset.wipe !== undefined) wipe();
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

function choose(box, focus = false) {
  current = box;
  for (const one of boxes) one.classList.toggle("is-current", one === box);
  if (focus) box.focus();
}

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
