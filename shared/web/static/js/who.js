/**
 * Who works at this browser: another officer takes it over with a PIN, or the same one signs in
 * again without leaving the page, so that nothing typed is lost and nobody else gets it.
 */

import { outcome, post, whenRefused } from "./api.js";
import { all, field, keepInStep, make, maybe, on, one, say, sayOrHide, stamp } from "./dom.js";

/** @typedef {{ id: number, name: string, username: string }} Someone */
/** @typedef {{ title: string, why: string, me: boolean, pin: boolean }} Question */

const API = "/api/v1/sign-in";
const PIN_LENGTH = 6;
const me = one('meta[name="officer"]');
const mine = Number(me.getAttribute("content"));
/** @type {HTMLDialogElement} */
const box = one("[data-officers]");
/** @type {HTMLFormElement} */
const pinForm = one("[data-who-pin]", box);
/** @type {HTMLFormElement} */
const passwordForm = one("[data-who-password]", box);
const pin = field(pinForm, "pin");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("antrean-petugas") : null;

/** @type {Record<string, Question>} */
const QUESTIONS = {
  change: { title: "Ganti petugas", why: "", me: false, pin: true },
  again: {
    title: "Masuk lagi",
    why: "Yang sudah Anda ketik tetap ada di halaman ini.",
    me: true,
    pin: true,
  },
  prove: {
    title: "Tulis kata sandi Anda",
    why: "PIN tidak cukup untuk ini.",
    me: true,
    pin: false,
  },
};
/** @type {Record<string, string>} */
const ASKS = { "sign-in-needed": "again", "password-needed": "prove" };

/** @type {Someone[]} */
let people = [];
let chosen = 0;
let busy = false;
/** @type {((isBack: boolean) => void)[]} */
let waiting = [];

on("click", "[data-who-open]", (button) => ask(button.dataset.whoOpen || "change"));
on("click", "[data-who-no]", () => box.close());
on("click", "[data-who-by-password]", () => byPassword(""));
document.addEventListener("keydown", (event) => {
  if (event.key !== "F12" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (!event.repeat && !maybe("dialog[open]")) ask("change");
});
box.addEventListener("keydown", (event) => {
  const place = Number(event.key) - 1;
  if (chosen || !passwordForm.hidden || !people[place]) return;
  event.preventDefault();
  choose(people[place]);
});
box.addEventListener("close", () => settle(false));
pin.addEventListener("input", () => {
  if (pin.value.length === PIN_LENGTH) enter("pin", { staff: chosen, pin: pin.value });
});
pinForm.addEventListener("submit", (event) => event.preventDefault());
passwordForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const [username, password] = ["username", "password"].map(
    (name) => field(passwordForm, name).value,
  );
  enter("password", { username, password });
});
whenRefused(async ({ code }) => (code in ASKS ? ask(ASKS[code]) : false));
if (tabs) tabs.onmessage = ({ data }) => data !== mine && replaced();

/**
 * Ask who works here; true once it is the person of this page again.
 * @param {string} what
 * @returns {Promise<boolean>}
 */
async function ask(what) {
  const { title, why, me: alsoMe, pin: withPin } = QUESTIONS[what];
  const back = new Promise((done) => waiting.push(done));
  if (box.open) return back;
  const { answer } = await outcome(post(`${API}/here`));
  /** @type {Someone[]} */
  const known = withPin ? (answer?.people ?? []) : [];
  people = known.filter((one) => alsoMe || one.id !== mine);
  say(one("[data-who-title]", box), title);
  sayOrHide(one("[data-who-why]", box), why);
  one("[data-who-dirty]", box).hidden = !maybe("form[data-dirty]");
  keepInStep(one("[data-who-people]", box), people, {
    key: (person) => person.id,
    make: () => stamp("siapa-orang"),
    fill: (row, person) => {
      say(one("[data-name]", row), person.name);
      say(one("[data-key]", row), String(people.indexOf(person) + 1));
      one("button", row).onclick = () => choose(person);
    },
  });
  box.showModal();
  const self = people.find((person) => person.id === mine);
  if (self || people.length === 1) choose(self ?? people[0]);
  else if (people.length === 0) byPassword(alsoMe ? (me.dataset.username ?? "") : "");
  else list();
  return back;
}

function list() {
  chosen = 0;
  show({});
  one("button", one("[data-who-people]", box)).focus();
}

/** @param {Someone} person */
function choose(person) {
  chosen = person.id;
  show({ pin: true });
  say(one("[data-who-name]", pinForm), person.name);
  pin.focus();
}

/** @param {string} username */
function byPassword(username) {
  chosen = 0;
  show({ password: true });
  field(passwordForm, "username").value = username;
  field(passwordForm, username ? "password" : "username").focus();
}

/** @param {{ pin?: boolean, password?: boolean }} parts */
function show({ pin: asksPin = false, password = false }) {
  pinForm.reset();
  passwordForm.reset();
  pinForm.hidden = !asksPin;
  passwordForm.hidden = !password;
  one("[data-who-by-password]", box).hidden = password;
  for (const button of all("[data-who-people] button", box)) {
    button.setAttribute("aria-pressed", String(button.closest("li")?.dataset.key === `${chosen}`));
  }
  sayOrHide(one("[data-who-say]", box), "");
}

/**
 * @param {string} how
 * @param {Record<string, unknown>} body
 */
async function enter(how, body) {
  if (busy) return;
  busy = true;
  const page = location.pathname + location.search;
  const { answer, refused } = await outcome(post(`${API}/${how}`, { ...body, page }));
  busy = false;
  if (refused) return refuse(refused);
  tabs?.postMessage(answer.id);
  if (answer.id !== mine || answer.onward === "/akun") return location.assign(answer.onward);
  for (const token of all('input[name="csrf_token"]')) {
    /** @type {HTMLInputElement} */ (token).value = answer.token;
  }
  one('meta[name="csrf-token"]').setAttribute("content", answer.token);
  document.dispatchEvent(new Event("signed-in"));
  settle(true);
  box.close();
}

/** @param {import("./api.js").Refusal} refused */
function refuse({ code, message }) {
  if (code === "no-pin-here") byPassword("");
  pin.value = "";
  sayOrHide(one("[data-who-say]", box), message);
}

/** @param {boolean} isBack */
function settle(isBack) {
  const told = waiting;
  waiting = [];
  for (const done of told) done(isBack);
}

function replaced() {
  const words = "Komputer ini sekarang dipakai petugas lain. Muat ulang halaman ini.";
  document.dispatchEvent(new CustomEvent("signed-out", { detail: { words, forGood: true } }));
}

// A form that the browser sends by itself would lose what was typed to the door. On the window:
// whatever sends a form in another way has said so by then.
window.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method !== "post" || "leave" in form.dataset) return;
  event.preventDefault();
  const { answer } = await outcome(post(`${API}/here`));
  const { submitter } = /** @type {SubmitEvent} */ (event);
  if (answer && answer.me !== mine && !(await ask("again"))) return;
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    const kept = make("input", "");
    for (const [name, value] of Object.entries({
      type: "hidden",
      name: submitter.name,
      value: submitter.value,
    }))
      kept.setAttribute(name, value);
    form.append(kept);
  }
  form.submit();
});
