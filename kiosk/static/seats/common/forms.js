/**
 * Forms, and buttons without one, that are sent as JSON. A refusal stands where the eyes are;
 * what was typed stays. Attributes: data-post (a form's address) · data-do (a button's) ·
 * data-print (a button that asks for paper) · data-open and data-close (dialogs) ·
 * data-say (whose message line) · data-then (what follows) · data-shape (how its fields are sent).
 */

import { all, one, sayOrHide } from "./dom.js";
import { onPart, redraw } from "./parts.js";
import { press } from "./press.js";
import { refreshFiles } from "./files.js";
import { newTouch } from "./touch.js";

const after = new Map([["parts", () => {}]]);
const atOnce = new Map();
const before = [];
const shapes = new Map([["fields", bodyOf]]);

/** Name what follows a form's success, once the page is drawn anew: `then(answer, form)`. */
export function then(name, follow) {
  after.set(name, follow);
}

/** The same, begun before anything is drawn: whoever sees the news may leave the page at once. */
export function thenAtOnce(name, follow) {
  atOnce.set(name, follow);
}

/** Name how a form's fields are sent: `make(form)`. */
export function shape(name, make) {
  shapes.set(name, make);
}

/** Wait for this before anything is sent. */
export function beforeSending(wait) {
  before.push(wait);
}

/** Begin to answer the page's forms, buttons and dialogs. */
export function startForms() {
  quietly(document);
  onPart(quietly);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-post]");
    if (!form) return;
    event.preventDefault();
    send(form);
  });
  document.addEventListener("input", (event) => mark(event.target));
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
}

/** What is missing is told by the page itself, beside the button, not by the browser's bubble. */
function quietly(root) {
  for (const form of all("form[data-post]", root)) form.noValidate = true;
}

/** Send something and draw what came of it; the answer, or undefined when it was refused. */
export async function deliver(name, url, body, line) {
  const answer = await ask(name, url, body, line);
  if (answer !== undefined) await refreshed();
  return answer;
}

/** Send something; a refusal is told on `line`, and to the form as the event "refused". */
async function ask(name, url, body, line, form) {
  await Promise.all(before.map((wait) => wait()));
  const done = await press(name, url, body);
  if (done && line) tell(line, done.refused?.message ?? "", { bad: true });
  if (done?.refused) form?.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: done.refused }));
  return done?.answer;
}

const refreshed = () => Promise.all([redraw(), refreshFiles()]);

/** Say something on a message line. */
export function tell(line, words, { bad = false } = {}) {
  sayOrHide(line, words);
  line.classList.toggle("say--bad", bad);
}

async function send(form) {
  const line = one("[data-form-say]", form);
  const wrong = all("input, select, textarea", form).find((field) => !field.checkValidity());
  if (wrong) {
    tell(line, `${nameOf(wrong)}: ${wrong.validity.valueMissing ? "harus diisi." : "tidak cocok."}`, { bad: true });
    wrong.setAttribute("aria-invalid", "true");
    return wrong.focus();
  }
  const body = shapes.get(form.dataset.shape ?? "fields")(form);
  const answer = await ask(form.dataset.post, form.dataset.post, body, line, form);
  if (answer === undefined) return undefined;
  delete form.dataset.dirty;
  delete form.dataset.touchOf;
  form.closest("dialog")?.close();
  form.reset();
  const name = form.dataset.then ?? "parts";
  await Promise.all([atOnce.get(name)?.(answer, form), refreshed()]);
  return after.get(name)?.(answer, form);
}

/** What a form's fields hold, as the server wants it: ticks as yes or no, counts as numbers. */
export function bodyOf(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.type === "submit") continue;
    // A field may not be called "elements": it would hide the form's own.
    const name = field.dataset.as ?? field.name;
    if (field.dataset.touch !== undefined) body[name] = touchOf(form);
    else if (field.dataset.several !== undefined) body[name] = [...(body[name] ?? []), ...(field.checked ? [field.value] : [])];
    else if (field.type === "checkbox") body[name] = field.checked;
    else if (field.type === "radio") body[name] = field.checked ? choice(field) : body[name] ?? "";
    else body[name] = field.type === "number" ? Number(field.value) : field.value;
  }
  return body;
}

const choice = (radio) => (radio.dataset.bool === undefined ? radio.value : radio.value === "true");

// One press keeps its touch until it was answered: sent again, it stays one press.
function touchOf(form) {
  form.dataset.touchOf ||= newTouch();
  return form.dataset.touchOf;
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) document.getElementById(button.dataset.open).showModal();
  else if (button.dataset.close !== undefined) button.closest("dialog").close();
  else if (button.dataset.do) act(button);
  else if (button.dataset.print) print(button);
}

async function act(button) {
  const body = button.dataset.body ? JSON.parse(button.dataset.body) : {};
  const answer = await deliver(button.dataset.do, button.dataset.do, body, lineOf(button));
  if (answer !== undefined) after.get(button.dataset.then ?? "parts")?.(answer, button);
}

async function print(button) {
  const line = lineOf(button);
  const body = { touch: newTouch(), ...JSON.parse(button.dataset.body ?? "{}") };
  const answer = await deliver(button.dataset.print, button.dataset.print, body, line);
  if (answer) tell(line, `${answer.label}.`);
}

function lineOf(button) {
  return one(`[data-${button.dataset.say ?? "form"}-say]`);
}

function onKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  const lead = document.querySelector("[data-lead]");
  if (!lead) return;
  event.preventDefault();
  lead.click();
}

function mark(field) {
  field.removeAttribute?.("aria-invalid");
  const form = field.closest?.("form[data-post]");
  if (form && !form.closest("dialog")) form.dataset.dirty = "";
}

function nameOf(field) {
  return field.labels?.[0]?.textContent.trim().replace(/\s+/g, " ") ?? field.name;
}
