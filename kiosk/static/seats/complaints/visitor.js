/** The visitor's page: sent once, told once, and empty again for the next one. */

import { outcome, post } from "/static/js/api.js";
import { all, field, maybe, on, one, say, sayOrHide } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";

const QUIET = 150_000;
const LAST_CALL = 30_000;
const READING = 90_000;

/** @type {HTMLFormElement} */
const form = one("[data-visitor]");
const end = one("[data-end]");
const message = one("[data-say]");
const idle = one("[data-idle]");

let touch = newTouch();
let sending = false;
let timer = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
form.addEventListener("input", showNamed);
on("click", "[data-clear], [data-finish]", empty);
on("click", "[data-receipt]", print);
for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, awake);
// A page that comes back from the browser's memory begins empty, too.
addEventListener("pageshow", ({ persisted }) => persisted && empty());
awake();

async function send() {
  if (sending) return;
  sending = true;
  /** @param {string} name */
  const value = (name) => field(form, name).value;
  const { answer, refused } = await outcome(
    post("/api/v1/visitor/complaints", {
      touch,
      topic: value("topic"),
      text: value("text"),
      requested: value("requested"),
      named: value("named") === "ya",
      secret: field(form, "secret").checked,
      name: value("name"),
      address: value("address"),
      phone: value("phone"),
    }),
  );
  sending = false;
  if (answer) return show(answer);
  sayOrHide(message, refused?.message ?? "");
  maybe(`[name="${refused?.code}"]`, form)?.focus();
}

/** @param {{ number: string, code: string, reply_due: string }} told */
function show(told) {
  form.reset();
  showNamed();
  sayOrHide(message, "");
  form.hidden = true;
  say(one("[data-number]"), told.number);
  say(one("[data-code]"), told.code || "–");
  say(one("[data-due]"), told.reply_due);
  sayOrHide(one("[data-paper]"), "");
  end.hidden = false;
  one("[data-thanks]").focus();
  touch = newTouch();
  awake();
}

async function print() {
  const paper = one("[data-paper]");
  sayOrHide(paper, "Menyiapkan tanda terima …");
  const { answer, refused } = await outcome(post("/api/v1/visitor/receipt", { touch }));
  sayOrHide(paper, answer ? `${answer.label}.` : (refused?.message ?? ""));
}

/** Nothing of this visitor stays on the screen. */
function empty() {
  if (!end.hidden) outcome(post("/api/v1/visitor/done"));
  for (const place of all("[data-number], [data-code], [data-due]")) say(place, "");
  form.reset();
  showNamed();
  sayOrHide(message, "");
  end.hidden = true;
  form.hidden = false;
  touch = newTouch();
  one('[name="topic"]', form).focus();
  awake();
}

function showNamed() {
  one("[data-named]").hidden = field(form, "named").value !== "ya";
}

/** Whoever goes away leaves nothing: a warning first, then the page is empty. */
function awake() {
  clearTimeout(timer);
  idle.hidden = true;
  timer = setTimeout(warn, end.hidden ? QUIET : READING);
}

function warn() {
  const written = [...new FormData(form)].some(([name, value]) => value && name !== "secret");
  if (end.hidden && !written) return awake();
  idle.hidden = false;
  timer = setTimeout(empty, LAST_CALL);
}
