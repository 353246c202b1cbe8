/** The survey: one question at a time, forward by a touch, back, past it, and out of it. */

import { all, maybe, on, one } from "/static/js/dom.js";

const SHOWN_MS = 350;
const TREMBLE_MS = 600;

/** @type {HTMLFormElement} */
const form = one("[data-survey]");
const steps = all("[data-step]", form);
const asked = steps.filter((step) => maybe("[data-place]", step));
const words = one("[data-stop-words]");
const stops = words.textContent;
let at = 0;
let turning = 0;

for (const [index, step] of asked.entries()) {
  const place = one("[data-place]", step);
  place.textContent = `${index + 1} ${place.dataset.of} ${asked.length}`;
}
show(0);

// A key that moves among the answers must not send anybody on; a touch does.
on("click", "[data-survey] input[type=radio]", (_input, event) => {
  if (event instanceof MouseEvent && event.detail > 0) turn(at + 1, SHOWN_MS);
});
on("keydown", "[data-survey] input[type=radio]", (_input, event) => {
  if (/** @type {KeyboardEvent} */ (event).key !== "Enter") return;
  event.preventDefault();
  turn(at + 1);
});
on("click", "[data-skip]", () => {
  /** @type {HTMLInputElement[]} */
  const inputs = all("input", steps[at]);
  for (const input of inputs) input.checked = false;
  turn(at + 1);
});
on("click", "[data-back]", () => (at ? turn(at - 1) : leave()));
on("click", "[data-stop]", () => (isAnswered() ? form.requestSubmit() : leave()));

/** Whether any of the elements was answered. */
function isAnswered() {
  return asked.some((step) => maybe("input:checked", step));
}

function leave() {
  location.replace(form.dataset.away ?? "/");
}

/**
 * Go to that question, and do not take a trembling finger for its answer.
 * @param {number} to
 * @param {number} [wait]
 */
function turn(to, wait = 0) {
  if (turning) return;
  turning = setTimeout(() => {
    if (to < steps.length) show(to);
    else if (isAnswered()) form.requestSubmit();
    else leave();
    setTimeout(() => {
      turning = 0;
    }, TREMBLE_MS - SHOWN_MS);
  }, wait);
}

/** @param {number} to */
function show(to) {
  at = to;
  for (const [index, step] of steps.entries()) step.classList.toggle("is-on", index === to);
  const skip = one("[data-skip]");
  skip.toggleAttribute("disabled", steps[to].dataset.optional === "0");
  const isOver = steps.indexOf(asked[asked.length - 1]) < to;
  words.textContent = isOver ? (words.dataset.end ?? "") : stops;
  const heading = one("h1", steps[to]);
  heading.tabIndex = -1;
  if (to) heading.focus({ preventScroll: true });
  steps[to].closest(".page")?.scrollTo(0, 0);
}
