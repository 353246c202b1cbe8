/**
 * A form in steps: shows one at a time, says what is wrong beside it, and sends it once.
 * What is typed lives in this page alone: leaving, reloading or going back empties it.
 */

import { pageOf } from "/static/js/api.js";
import { all, field, maybe, near, on, one } from "/static/js/dom.js";
import { persist } from "/static/js/press.js";
import { again } from "./idle.js";
import { build } from "./keys.js";
import { hush } from "./listen.js";
import { measure } from "./pager.js";
import { go, hide, settings, show } from "./screen.js";
import { ask, JSON_PLEASE, lose } from "./server.js";

const SLOW_SECONDS = 180;

const ordinary = Number(settings.idle);
/** @type {(name: string) => void} */
let onShow = () => {};
let busy = false;

/**
 * The form of this page; drawn anew when its look changes.
 * @returns {HTMLFormElement}
 */
export const form = () => one("[data-ask]");

const step = () => one("[data-step].is-on", form());

/**
 * Begin.
 * @param {(name: string) => void} [shown] called before each step
 */
export function begin(shown = onShow) {
  onShow = shown;
  form().reset();
  open(step().dataset.step);
  document.addEventListener("click", clicked, true);
  on("submit", "[data-ask]", submitted);
  // What was missing is being given.
  on("input", "[data-ask]", () => tell(""));
  addEventListener("pagehide", () => form().reset());
}

/**
 * @param {string | undefined} name
 * @param {string} [sentence]
 */
function open(name = "", sentence = "") {
  hush();
  const next = one(`[data-step="${name}"]`, form());
  onShow(name);
  for (const one of all("[data-step]", form())) one.classList.toggle("is-on", one === next);
  tell(sentence);
  const keys = maybe("[data-keys]", next);
  if (keys) build(keys);
  arrange(next);
  const slow = next.dataset.slow === undefined ? 0 : SLOW_SECONDS;
  settings.idle = String(Math.max(slow, ordinary));
  again();
  const page = one(".page");
  page.scrollTop = 0;
  (maybe("[data-typed]", next) ?? page).focus({ preventScroll: true });
  measure();
}

/**
 * Say what is wrong, above the step; an empty sentence takes it away.
 * @param {string} sentence
 */
function tell(sentence) {
  const place = one("[data-alert]", form());
  place.hidden = !sentence;
  one("span:last-child", place).textContent = sentence;
}

/** @param {HTMLElement} next */
function arrange(next) {
  const after = one("[data-after]");
  const last = next.dataset.next === undefined;
  const sender = one(".ask-send");
  sender.classList.remove("is-waiting");
  sender.hidden = !last || next.dataset.quiet !== undefined;
  after.hidden = last;
  const words = next.dataset.side === undefined ? after.dataset.on : after.dataset.done;
  one("span", after).textContent = words ?? "";
}

/** @param {Event} event */
function clicked(event) {
  const target = near(event, "[data-go], [data-after], [data-before], a[href*='/tampilan']");
  if (!target) return;
  const now = step();
  if (target instanceof HTMLAnchorElement && target.matches("[href*='/tampilan']")) {
    restyle(target.href);
  } else if (target.dataset.go) open(target.dataset.go);
  else if (target.matches("[data-after]")) forward(now);
  else if (now.dataset.back) open(now.dataset.back);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {HTMLElement} now */
function forward(now) {
  const sent = new FormData(form());
  /** @param {string} name */
  const given = (name) => sent.getAll(name).some((value) => String(value).trim());
  if (now.dataset.needs && !now.dataset.needs.split(" ").some(given)) {
    tell(now.dataset.missing ?? "");
  } else open(now.dataset.next);
}

/** What was written in the person's own words. */
export const typedWords = () => field(form(), "isi").value.trim();

/**
 * @param {HTMLFormElement} sent
 * @param {SubmitEvent} event
 */
async function submitted(sent, event) {
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  show("busy");
  const body = new FormData(sent);
  try {
    await told(
      await persist(() => ask(sent.action, { method: "POST", headers: JSON_PLEASE, body })),
    );
  } catch {
    hide("busy");
    lose();
  }
  busy = false;
}

/** @param {Response} answer */
async function told(answer) {
  if (answer.ok) return go(answer.url);
  hide("busy");
  const { code, message } = await answer.json();
  const at = maybe(`[data-errors~="${code}"]`, form()) ?? step();
  open(at.dataset.step, message);
}

/**
 * Larger letters, contrast or another language in the midst of it: the page anew, the words kept.
 * @param {string} address
 */
async function restyle(address) {
  const kept = new FormData(form());
  const at = step().dataset.step;
  const fresh = await ask(address)
    .then(pageOf)
    .catch(() => null);
  if (!fresh) return lose();
  const root = document.documentElement;
  for (const name of ["lang", "data-text", "data-kontras"]) {
    const value = fresh.documentElement.getAttribute(name);
    if (value === null) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
  for (const place of [".page", ".bottom"]) {
    one(place).replaceChildren(...one(place, fresh).childNodes);
  }
  document.title = fresh.title;
  settings.changed = one("[data-screen]", fresh).dataset.changed ?? "";
  refill(kept);
  open(at);
}

/** @param {FormData} kept */
function refill(kept) {
  for (const field of /** @type {Iterable<any>} */ (form().elements)) {
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = kept.getAll(field.name).includes(field.value);
    } else if (field.name && kept.has(field.name)) field.value = kept.get(field.name);
  }
}
