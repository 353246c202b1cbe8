/** The counter itself: who is there, what can be pressed, and what came of the last press. */

import { all, on, one, say, sayOrHide } from "/static/js/dom.js";
import { isEcho } from "/static/js/press.js";
import { inTurn, press, send } from "../common/press.js";
import { facts, mySeat, officeTime, onPicture, onTick, picture } from "../common/seat.js";
import { askBreak, askReason, askTarget } from "./ask.js";
import { listenToKeys } from "./keys.js";
import { may, peopleFor, situation, whyNot } from "./situation.js";
import { afterHowMany, DEEDS, span, what } from "./words.js";

/**
 * @typedef {import("../common/seat.js").Counter} Counter
 * @typedef {import("../common/seat.js").Picture} Picture
 */

const page = one("[data-stage]");
const message = one("[data-say]");
const strip = one("[data-ended]", page);
const buttons = new Map(all("[data-press]", page).map((button) => [button.dataset.press, button]));
/** @type {Record<string, string>} */
const LEAD = { empty: "next", called: "serve", serving: "finish", break: "break" };
/** @type {Record<string, string>} */
const HEADLINES = {
  called: "Dipanggil, belum datang",
  serving: "Sedang dilayani",
  break: "Loket istirahat",
  empty: "Loket dibuka",
};
const QUIET_AFTER = 9000;

let quiet = 0;

/** @type {(name: string, words: string) => void} */
const label = (name, words) => say(one("[data-label]", buttons.get(name)), words);
/** @type {(name: string, words: string) => void} */
const more = (name, words) => sayOrHide(one("[data-more]", buttons.get(name)), words);

onPicture(draw);
onTick(tick);
on("click", "[data-stage] [data-press]", (button) => act(button.dataset.press));
listenToKeys(act);

/**
 * Tell the officer something where the eyes are.
 * @param {string} words
 * @param {{ bad?: boolean }} [how]
 */
export function tell(words, { bad = false } = {}) {
  clearTimeout(quiet);
  message.classList.toggle("say--bad", bad);
  message.setAttribute("role", bad ? "alert" : "status");
  say(message, words);
  if (words && !bad) quiet = setTimeout(() => say(message, ""), QUIET_AFTER);
}

/**
 * Call this number to the counter where the officer sits.
 * @param {string} number
 */
export async function callHere(number) {
  if (isEcho(`call-${number}`)) return undefined;
  return inTurn(async () => {
    const seat = mySeat();
    const reason = whyNot("call", seat);
    if (!reason) return sendHere(seat, "call", { number, seen: seat.ticket?.number ?? "" });
    tell(reason, { bad: true });
    return undefined;
  });
}

/**
 * Somebody who was away is here again.
 * @param {string} number
 */
export async function bringBack(number) {
  const done = await press(`back-${number}`, `/api/v1/desk/tickets/${number}/back`);
  if (done?.refused) tell(done.refused.message, { bad: true });
  if (done?.answer) tell(afterHowMany(done.answer));
  return done;
}

/** @param {string} name */
function act(name) {
  if (!isEcho(name)) inTurn(() => judge(name));
}

/** @param {string} name */
async function judge(name) {
  const seat = mySeat();
  if (!seat) return;
  const reason = whyNot(name, seat);
  const number = seat.ticket?.number ?? "";
  if (reason) tell(reason, { bad: name !== "undo" });
  else if (name === "transfer") await transfer(seat, number);
  else if (name === "cancel") await cancel(seat, number);
  else if (name === "break") await rest(seat);
  else if (name.startsWith("outcome")) await sayOutcome(seat, name);
  else await sendHere(seat, name, ["undo", "close"].includes(name) ? {} : { number });
}

/**
 * @param {Counter} seat
 * @param {string} path
 * @param {Record<string, unknown>} body
 */
async function sendHere(seat, path, body) {
  const done = await send(`/api/v1/counters/${seat.id}/${path}`, body);
  tell(done.refused?.message ?? "", { bad: Boolean(done.refused) });
  return done;
}

/**
 * How the last visit ended; the same once more takes it back.
 * @param {Counter} seat
 * @param {string} name
 */
async function sayOutcome(seat, name) {
  const said = buttons.get(name)?.dataset.outcome;
  if (!seat.ended || strip.hidden || !said) return;
  const outcome = said === seat.ended.outcome ? null : said;
  await sendHere(seat, "outcome", { number: seat.ended.number, outcome });
}

/** @param {Counter} seat */
async function rest(seat) {
  if (seat.state === "break") return void (await sendHere(seat, "break", { on: false }));
  const until = await askBreak();
  if (until !== undefined) await sendHere(seat, "break", { on: true, until });
}

/**
 * @param {Counter} seat
 * @param {string} number
 */
async function transfer(seat, number) {
  const to = await askTarget(number, targets(seat));
  if (to) await sendHere(seat, "transfer", { number, ...to });
}

/**
 * @param {Counter} seat
 * @param {string} number
 */
async function cancel(seat, number) {
  const reason = await askReason(number);
  if (reason !== undefined) await sendHere(seat, "cancel", { number, reason });
}

/** @param {Counter} seat */
function targets(seat) {
  const services = Object.entries(facts.services)
    .filter(([code]) => code !== seat.ticket?.service)
    .map(([service, { title }]) => ({ name: title, more: "Layanan", to: { service } }));
  const counters = picture()
    .counters.filter((other) => other.id !== seat.id)
    .map((other) => ({
      name: other.name,
      more: other.officer || other.words,
      to: { counter: other.id },
    }));
  return [...services, ...counters];
}

/** @param {Picture} whole */
function draw(whole) {
  const seat = mySeat(whole);
  page.hidden = !seat;
  for (const [name, value] of Object.entries(whole.figures)) {
    const minutes = name.startsWith("median") && value !== null ? `${value} mnt` : value;
    say(one(`[data-figure="${name}"]`), String(minutes ?? "–"));
  }
  if (!seat) return;
  const state = situation(seat);
  page.dataset.state = state;
  say(one("[data-counter-name]"), seat.name);
  const names = seat.services.map((code) => facts.services[code]?.short ?? code);
  say(one("[data-counter-services]"), names.join(" · "));
  drawNow(seat, state, whole);
  drawEnded(seat);
  drawButtons(seat, state);
  tick();
}

/**
 * @param {Counter} seat
 * @param {string} state
 * @param {Picture} whole
 */
function drawNow(seat, state, whole) {
  const ticket = seat.ticket;
  say(one("[data-now-state]"), HEADLINES[state]);
  one("[data-now-priority]").hidden = !ticket?.priority;
  say(one("[data-now-number]"), ticket?.number ?? emptyWords(seat, state));
  const told = ticket && `${what(ticket, true)} · diambil ${ticket.issued}`;
  say(one("[data-now-what]"), told ?? outlook(seat, state, whole));
  const calls = state === "called" ? `Panggilan ${ticket?.calls} dari ${facts.maxCalls}` : "";
  sayOrHide(one("[data-now-calls]"), calls);
}

/** @param {Counter} seat */
function drawEnded({ ended }) {
  say(one("[data-ended-number]"), ended?.number ?? "");
  say(one("[data-ended-words]"), ended?.outcome ? "hasilnya:" : "selesai. Hasilnya?");
  for (const button of all("[data-outcome]", strip)) {
    button.setAttribute("aria-pressed", String(button.dataset.outcome === ended?.outcome));
  }
}

/**
 * @param {Counter} seat
 * @param {string} state
 */
function emptyWords(seat, state) {
  if (state === "break") return seat.words;
  return seat.next ? "Siap memanggil" : "Tidak ada antrean";
}

/**
 * @param {Counter} seat
 * @param {string} state
 * @param {Picture} whole
 */
function outlook(seat, state, whole) {
  if (state === "break")
    return `Sejak ${seat.since}. Loket ini tidak memanggil sampai dibuka lagi.`;
  if (seat.next) return `${peopleFor(whole, seat)} orang menunggu, berikutnya ${seat.next}.`;
  return whole.open
    ? "Nomor baru akan tampil di sini begitu diambil."
    : `${whole.stands.title}. ${whole.stands.text}`;
}

/**
 * @param {Counter} seat
 * @param {string} state
 */
function drawButtons(seat, state) {
  for (const [name, button] of buttons) {
    button.setAttribute("aria-disabled", String(!may(name ?? "", seat)));
    button.toggleAttribute("data-lead", LEAD[state] === name);
  }
  more("next", seat.next ?? "");
  label("next", state === "serving" ? "Selesai, panggil" : "Panggil berikutnya");
  const calls = state === "called" ? (seat.ticket?.calls ?? 0) : 0;
  label("recall", calls >= facts.maxCalls ? "Nyatakan terlewat" : "Panggil ulang");
  more("recall", calls ? `${calls}/${facts.maxCalls}` : "");
  label("break", state === "break" ? "Buka lagi" : "Istirahat");
}

function tick() {
  const seat = mySeat();
  if (!seat) return;
  const since = seat.ticket?.serving_at ?? seat.ticket?.called_at;
  sayOrHide(one("[data-now-time]"), since ? span(officeTime() - Date.parse(since)) : "");
  strip.hidden = secondsLeft(seat.ended) <= 0;
  const undo = may("undo", seat) && seat.undo;
  const left = secondsLeft(undo);
  one('[data-press="undo"]', page).hidden = left <= 0;
  if (!undo || left <= 0) return;
  say(one("[data-undo-what]"), `${undo.number} ${DEEDS[undo.what] ?? ""}`);
  say(one("[data-undo-left]"), String(left));
}

/** @param {{ seconds: number } | null | false} offer */
function secondsLeft(offer) {
  const until = offer ? Date.parse(picture().at) + offer.seconds * 1000 : 0;
  return Math.ceil((until - officeTime()) / 1000);
}
