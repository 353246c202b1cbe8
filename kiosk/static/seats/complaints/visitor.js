/** The visitor's page: sent once, told once, and empty again for the next one. */

import { post } from "/static/js/api.js";
import { all, one, sayOrHide, say } from "./dom.js";
import { newTouch } from "./touch.js";

const QUIET = 150_000;
const LAST_CALL = 30_000;
const READING = 90_000;

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
one("[data-clear]").addEventListener("click", empty);
one("[data-finish]").addEventListener("click", empty);
one("[data-receipt]").addEventListener("click", print);
for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, awake);
// A page that comes back from the browser's memory begins empty, too.
addEventListener("pageshow", ({ persisted }) => persisted && empty());
awake();

async function send() {
  if (sending) return;
  sending = true;
  const field = (name) => form.elements[name].value;
  try {
    const told = await post("/api/v1/visitor/complaints", {
      touch, topic: field("topic"), text: field("text"), requested: field("requested"),
      named: field("named") === "ya", secret: form.elements.secret.checked,
      name: field("name"), address: field("address"), phone: field("phone"),
    });
    show(told);
  } catch (refusal) {
    sayOrHide(message, refusal.message);
    const wrong = form.elements[refusal.code];
    (wrong instanceof RadioNodeList ? wrong[0] : wrong)?.focus();
  } finally {
    sending = false;
  }
}

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
  try {
    const { label } = await post("/api/v1/visitor/receipt", { touch });
    sayOrHide(paper, `${label}.`);
  } catch (refusal) {
    sayOrHide(paper, refusal.message);
  }
}

/** Nothing of this visitor stays on the screen. */
function empty() {
  if (!end.hidden) post("/api/v1/visitor/done", {}).catch(() => {});
  for (const place of all("[data-number], [data-code], [data-due]")) say(place, "");
  form.reset();
  showNamed();
  sayOrHide(message, "");
  end.hidden = true;
  form.hidden = false;
  touch = newTouch();
  form.elements.topic[0].focus();
  awake();
}

function showNamed() {
  one("[data-named]").hidden = form.elements.named.value !== "ya";
}

/** Whoever goes away leaves nothing: a warning first, then the page is empty. */
function awake() {
  clearTimeout(timer);
  idle.hidden = true;
  timer = setTimeout(warn, end.hidden ? QUIET : READING);
}

function warn() {
  const written = end.hidden && [...new FormData(form)].some(([name, value]) => value && name !== "secret");
  if (!written && end.hidden) return awake();
  idle.hidden = false;
  timer = setTimeout(empty, LAST_CALL);
  return undefined;
}
