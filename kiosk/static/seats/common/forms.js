/**
 * Forms, and buttons without one, that are sent as JSON. A refusal stands where the eyes are;
 * what was typed stays. Attributes: data-post (a form's address) · data-do (a button's) ·
 * data-print (a button that asks for paper) · data-open and data-close (dialogs) ·
 * data-say (whose message line) · data-then (what follows) · data-shape (how its fields are sent).
 */

import { all, byId, maybe, near, on, one, sayOrHide, start } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";
import { redraw } from "./parts.js";
import { press } from "./press.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {(answer: any, from: HTMLElement) => unknown} Follow */
/** @typedef {(form: HTMLFormElement) => Record<string, any>} Shape */

/** @type {Map<string | undefined, Follow>} */
const after = new Map();
/** @type {Map<string | undefined, Follow>} */
const atOnce = new Map();
/** @type {Map<string | undefined, Shape>} */
const shapes = new Map();
/** @type {(() => Promise<unknown>)[]} */
const before = [];
/** @type {(() => Promise<unknown>)[]} */
const drawn = [redraw];

/**
 * Name what follows a form's success, once the page is drawn anew.
 * @param {string} name
 * @param {Follow} follow
 */
export const afterSuccess = (name, follow) => after.set(name, follow);

/**
 * The same, begun before anything is drawn: whoever sees the news may leave the page at once.
 * @param {string} name
 * @param {Follow} follow
 */
export const atSuccess = (name, follow) => atOnce.set(name, follow);

/**
 * Name how a form's fields are sent.
 * @param {string} name
 * @param {Shape} make
 */
export const shape = (name, make) => shapes.set(name, make);

/**
 * Wait for this before anything is sent.
 * @param {() => Promise<unknown>} wait
 */
export const beforeSending = (wait) => before.push(wait);

/**
 * Draw this too when something was sent.
 * @param {() => Promise<unknown>} draw
 */
export const afterSending = (draw) => drawn.push(draw);

/**
 * Send something and draw what came of it; the answer, or undefined when it was refused.
 * @param {string} name
 * @param {string} url
 * @param {unknown} body
 * @param {HTMLElement | null} line where a refusal is told
 * @returns {Promise<any>}
 */
export async function deliver(name, url, body, line) {
  const answer = await ask(name, url, body, line);
  if (answer !== undefined) await refreshed();
  return answer;
}

/**
 * Send something; a refusal is told on `line`, and to the form as the event "refused".
 * @param {string} name
 * @param {string} url
 * @param {unknown} body
 * @param {HTMLElement | null} line
 * @param {HTMLFormElement} [form]
 * @returns {Promise<any>}
 */
async function ask(name, url, body, line, form) {
  await Promise.all(before.map((wait) => wait()));
  const done = await press(name, url, body);
  if (done && line) tell(line, done.refused?.message ?? "", { bad: true });
  if (done?.refused) {
    form?.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: done.refused }));
  }
  return done?.answer;
}

const refreshed = () => Promise.all(drawn.map((draw) => draw()));

/**
 * Say something on a message line.
 * @param {HTMLElement} line
 * @param {string} words
 * @param {{ bad?: boolean }} [how]
 */
export function tell(line, words, { bad = false } = {}) {
  sayOrHide(line, words);
  line.classList.toggle("say--bad", bad);
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const line = one("[data-form-say]", form);
  /** @type {Field[]} */
  const fields = all("input, select, textarea", form);
  const wrong = fields.find((field) => !field.checkValidity());
  if (wrong) {
    const why = wrong.validity.valueMissing ? "harus diisi." : "tidak cocok.";
    tell(line, `${nameOf(wrong)}: ${why}`, { bad: true });
    wrong.setAttribute("aria-invalid", "true");
    wrong.focus();
    return;
  }
  const url = form.dataset.post ?? "";
  const body = (shapes.get(form.dataset.shape) ?? bodyOf)(form);
  const answer = await ask(url, url, body, line, form);
  if (answer === undefined) return;
  delete form.dataset.dirty;
  delete form.dataset.touchOf;
  form.closest("dialog")?.close();
  form.reset();
  await Promise.all([atOnce.get(form.dataset.then)?.(answer, form), refreshed()]);
  await after.get(form.dataset.then)?.(answer, form);
}

/**
 * What a form's fields hold, as the server wants it: ticks as yes or no, counts as numbers.
 * @param {HTMLFormElement} form
 */
export function bodyOf(form) {
  /** @type {Record<string, any>} */
  const body = {};
  for (const field of /** @type {Iterable<any>} */ (form.elements)) {
    if (!field.name || field.disabled || field.type === "submit") continue;
    // A field may not be called "elements": it would hide the form's own.
    const name = field.dataset.as ?? field.name;
    if (field.dataset.touch !== undefined) body[name] = touchOf(form);
    else if (field.dataset.several !== undefined) {
      body[name] = [...(body[name] ?? []), ...(field.checked ? [field.value] : [])];
    } else if (field.type === "checkbox") body[name] = field.checked;
    else if (field.type === "radio")
      body[name] = field.checked ? choice(field) : (body[name] ?? "");
    else body[name] = field.type === "number" ? Number(field.value) : field.value;
  }
  return body;
}

/** @param {HTMLInputElement} radio */
const choice = (radio) => (radio.dataset.bool === undefined ? radio.value : radio.value === "true");

/**
 * One press keeps its touch until it was answered: sent again, it stays one press.
 * @param {HTMLFormElement} form
 */
function touchOf(form) {
  form.dataset.touchOf ||= newTouch();
  return form.dataset.touchOf;
}

/** @param {HTMLElement} button */
async function act(button) {
  const url = button.dataset.do ?? "";
  const answer = await deliver(url, url, JSON.parse(button.dataset.body || "{}"), lineOf(button));
  if (answer !== undefined) after.get(button.dataset.then)?.(answer, button);
}

/** @param {HTMLElement} button */
async function print(button) {
  const line = lineOf(button);
  const url = button.dataset.print ?? "";
  const body = { touch: newTouch(), ...JSON.parse(button.dataset.body ?? "{}") };
  const answer = await deliver(url, url, body, line);
  if (answer && line) tell(line, `${answer.label}.`);
}

/** @param {HTMLElement} button */
const lineOf = (button) => maybe(`[data-${button.dataset.say ?? "form"}-say]`);

/** @param {Field} field */
const nameOf = (field) => field.labels?.[0]?.textContent?.trim().replace(/\s+/g, " ") ?? field.name;

// What is missing is told by the page itself, beside the button, not by the browser's bubble.
start("form[data-post]", (form) => {
  form.noValidate = true;
});
on("submit", "form[data-post]", (form, event) => {
  event.preventDefault();
  send(form);
});
document.addEventListener("input", (event) => {
  near(event, "[aria-invalid]")?.removeAttribute("aria-invalid");
  const form = near(event, "form[data-post]");
  if (form && !form.closest("dialog")) form.dataset.dirty = "";
});
on("click", "button", (button) => {
  if (button.dataset.open) /** @type {HTMLDialogElement} */ (byId(button.dataset.open)).showModal();
  else if (button.dataset.close !== undefined) button.closest("dialog").close();
  else if (button.dataset.do) act(button);
  else if (button.dataset.print) print(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  if (maybe("dialog[open]")) return;
  const lead = maybe("[data-lead]");
  if (!lead) return;
  event.preventDefault();
  lead.click();
});
