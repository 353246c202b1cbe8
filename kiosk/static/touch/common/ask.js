// A form in steps: shows one at a time, says what is wrong beside it, and sends it once.
// What is typed lives in this page alone: leaving, reloading or going back empties it.

import { again } from "./idle.js";
import { hush } from "./listen.js";
import * as pager from "./pager.js";
import { build } from "./keys.js";
import { go, hide, pause, screen, settings, show } from "./screen.js";
import { ask, lose } from "./server.js";

const TRIES = 3;
const SLOW_SECONDS = 180;
const JSON_PLEASE = { Accept: "application/json" };

const ordinary = settings.idle;
let onShow = () => true;
let busy = false;

export const form = () => document.querySelector("[data-ask]");
export const step = () => form().querySelector("[data-step].is-on");
const named = (name) => form().querySelector(`[data-step="${name}"]`);

// `shown(name)` is called before each step.
export function start(shown) {
  onShow = shown;
  form().reset();
  open(step().dataset.step);
  document.addEventListener("click", clicked, true);
  document.addEventListener("submit", submitted);
  addEventListener("pagehide", () => form().reset());
}

export function open(name, sentence = "") {
  hush();
  const next = named(name);
  onShow(name);
  for (const one of form().querySelectorAll("[data-step]")) one.classList.toggle("is-on", one === next);
  tell(sentence);
  const keys = next.querySelector("[data-keys]");
  if (keys) build(keys);
  arrange(next);
  settings.idle = next.dataset.slow === undefined ? ordinary : Math.max(SLOW_SECONDS, ordinary);
  again();
  const page = document.querySelector(".page");
  page.scrollTop = 0;
  (next.querySelector("[data-typed]") ?? page).focus({ preventScroll: true });
  pager.measure();
}

// Says what is wrong, above the step; an empty sentence takes it away.
export function tell(sentence) {
  const place = form().querySelector("[data-alert]");
  place.hidden = !sentence;
  place.querySelector("span:last-child").textContent = sentence;
}

function arrange(next) {
  const after = document.querySelector("[data-after]");
  const last = next.dataset.next === undefined;
  const sender = document.querySelector(".ask-send");
  sender.classList.remove("is-waiting");
  sender.hidden = !last || next.dataset.quiet !== undefined;
  after.hidden = last;
  after.querySelector("span").textContent = next.dataset.side === undefined ? after.dataset.on : after.dataset.done;
}

function clicked(event) {
  const target = event.target.closest("[data-go], [data-after], [data-before], a[href*='/tampilan']");
  if (!target) return;
  const now = step();
  if (target.matches("a[href*='/tampilan']")) restyle(target);
  else if (target.dataset.go) open(target.dataset.go);
  else if (target.matches("[data-after]")) forward(now);
  else if (now.dataset.back) open(now.dataset.back);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function forward(now) {
  const sent = new FormData(form());
  const given = (name) => sent.getAll(name).some((value) => value.trim());
  if (now.dataset.needs && !now.dataset.needs.split(" ").some(given)) tell(now.dataset.missing);
  else open(now.dataset.next);
}

export const typedWords = () => form().elements.isi.value.trim();

function submitted(event) {
  if (!event.target.matches("[data-ask]") || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  send(event.target);
}

// Sent again when no answer came: its `touch` makes that harmless.
async function send(sent) {
  if (busy) return;
  busy = true;
  show("busy");
  try {
    await told(await tried(sent));
  } catch {
    hide("busy");
    lose();
  }
  busy = false;
}

async function tried(sent) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(sent.action, { method: "POST", headers: JSON_PLEASE, body: new FormData(sent) });
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(500 * attempt);
    }
  }
}

async function told(answer) {
  if (answer.ok) return go(answer.url);
  hide("busy");
  const { code, message } = await answer.json();
  const at = form().querySelector(`[data-errors~="${code}"]`) ?? step();
  return open(at.dataset.step, message);
}

// Larger letters, contrast or another language in the midst of it: the page anew, the words kept.
async function restyle(link) {
  const kept = new FormData(form());
  const at = step().dataset.step;
  let fresh;
  try {
    fresh = new DOMParser().parseFromString(await (await ask(link.href)).text(), "text/html");
  } catch {
    return lose();
  }
  const root = document.documentElement;
  for (const name of ["lang", "data-text", "data-kontras"]) {
    const value = fresh.documentElement.getAttribute(name);
    if (value === null) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
  for (const place of [".page", ".bottom"]) {
    document.querySelector(place).replaceChildren(...fresh.querySelector(place).childNodes);
  }
  document.title = fresh.title;
  settings.changed = fresh.querySelector("[data-screen]").dataset.changed;
  refill(kept);
  return open(at);
}

function refill(kept) {
  for (const field of form().elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.getAll(field.name).includes(field.value);
    else if (field.name && kept.has(field.name)) field.value = kept.get(field.name);
  }
}
