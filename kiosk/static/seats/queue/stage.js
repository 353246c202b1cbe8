/** The counter itself: who is there, what can be pressed, and what came of the last press. */

import { askReason, askTarget } from "./ask.js";
import { all, one, say, sayOrHide } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { isEcho, press, send, settled } from "./press.js";
import { facts, mySeat, officeTime, onPicture, onTick, picture } from "./seat.js";
import { may, situation, whyNot } from "./situation.js";
import { DEEDS, SEATS, afterHowMany, span, what } from "./words.js";

const page = one("[data-stage]");
const message = one("[data-say]");
const buttons = new Map(all("[data-press]", page).map((button) => [button.dataset.press, button]));
const LEAD = { empty: "next", called: "serve", serving: "finish", break: "break" };
const HEADLINES = {
  called: "Dipanggil, belum datang", serving: "Sedang dilayani", break: "Loket istirahat",
  empty: "Loket dibuka",
};
const QUIET_AFTER = 9000;

let quiet = 0;

/** Begin drawing the counter and answering its buttons and keys. */
export function showStage() {
  onPicture(draw);
  onTick(tick);
  for (const [name, button] of buttons) button.addEventListener("click", () => act(name));
  listenToKeys(act);
}

/** Tell the officer something where the eyes are. */
export function tell(words, { bad = false } = {}) {
  clearTimeout(quiet);
  message.classList.toggle("say--bad", bad);
  message.setAttribute("role", bad ? "alert" : "status");
  say(message, words);
  if (words && !bad) quiet = setTimeout(() => say(message, ""), QUIET_AFTER);
}

/** Call this number to the counter where the officer sits. */
export async function callHere(number) {
  if (isEcho(`call-${number}`)) return undefined;
  await settled();
  const seat = mySeat();
  const reason = whyNot("call", seat);
  if (reason) return tell(reason, { bad: true });
  return sendHere(seat, "call", { number, seen: seat.ticket?.number ?? "" });
}

/** Somebody who was away is here again. */
export async function bringBack(number) {
  const done = await press(`back-${number}`, `/api/v1/desk/tickets/${number}/back`, {});
  if (done?.refused) tell(done.refused.message, { bad: true });
  if (done?.answer) tell(afterHowMany(done.answer));
  return done;
}

async function act(name) {
  if (isEcho(name)) return undefined;
  await settled();
  const seat = mySeat();
  if (!seat) return undefined;
  const reason = whyNot(name, seat);
  if (reason) return tell(reason, { bad: name !== "undo" });
  const number = seat.ticket?.number ?? "";
  if (name === "transfer") return transfer(seat, number);
  if (name === "cancel") return cancel(seat, number);
  if (name === "break") return sendHere(seat, name, { on: seat.state !== "break" });
  return sendHere(seat, name, ["undo", "close"].includes(name) ? {} : { number });
}

async function sendHere(seat, path, body) {
  const done = await send(`/api/v1/counters/${seat.id}/${path}`, body);
  tell(done.refused?.message ?? "", { bad: Boolean(done.refused) });
  return done;
}

async function transfer(seat, number) {
  const to = await askTarget(number, targets(seat));
  if (to) await sendHere(seat, "transfer", { number, ...to });
}

async function cancel(seat, number) {
  const reason = await askReason(number);
  if (reason !== undefined) await sendHere(seat, "cancel", { number, reason });
}

function targets(seat) {
  const services = Object.entries(facts.services)
    .filter(([code]) => code !== seat.ticket.service)
    .map(([service, { title }]) => ({ name: title, more: "Layanan", to: { service } }));
  const counters = picture().counters
    .filter((other) => other.id !== seat.id)
    .map((other) => ({
      name: other.name, more: other.officer || SEATS[other.state], to: { counter: other.id },
    }));
  return [...services, ...counters];
}

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
  drawButtons(seat, state);
  tick();
}

function drawNow(seat, state, whole) {
  const ticket = seat.ticket;
  say(one("[data-now-state]"), HEADLINES[state]);
  one("[data-now-priority]").hidden = !ticket?.priority;
  say(one("[data-now-number]"), ticket?.number ?? emptyWords(seat, state));
  say(one("[data-now-what]"), ticket ? told(ticket) : outlook(seat, state, whole));
  const calls = state === "called" ? `Panggilan ${ticket.calls} dari ${facts.maxCalls}` : "";
  sayOrHide(one("[data-now-calls]"), calls);
}

const told = (ticket) => `${what(ticket, true)} · diambil ${ticket.issued}`;

function emptyWords(seat, state) {
  if (state === "break") return `Istirahat sejak ${seat.since}`;
  return seat.next ? "Siap memanggil" : "Tidak ada antrean";
}

function outlook(seat, state, whole) {
  if (state === "break") return "Loket ini tidak memanggil sampai dibuka lagi.";
  const mine = whole.waiting.filter((row) => seat.services.includes(row.service));
  return seat.next
    ? `${mine.length} orang menunggu, berikutnya ${seat.next}.`
    : "Nomor baru akan tampil di sini begitu diambil.";
}

function drawButtons(seat, state) {
  for (const [name, button] of buttons) {
    button.setAttribute("aria-disabled", String(!may(name, seat)));
    button.toggleAttribute("data-lead", LEAD[state] === name);
  }
  more("next", seat.next ?? "");
  label("next", state === "serving" ? "Selesai, panggil" : "Panggil berikutnya");
  const spent = state === "called" && seat.ticket.calls >= facts.maxCalls;
  label("recall", spent ? "Nyatakan terlewat" : "Panggil ulang");
  more("recall", state === "called" ? `${seat.ticket.calls}/${facts.maxCalls}` : "");
  label("break", state === "break" ? "Buka lagi" : "Istirahat");
}

const label = (name, words) => say(one("[data-label]", buttons.get(name)), words);
const more = (name, words) => sayOrHide(one("[data-more]", buttons.get(name)), words);

function tick() {
  const seat = mySeat();
  if (!seat) return;
  const since = seat.ticket?.serving_at ?? seat.ticket?.called_at;
  sayOrHide(one("[data-now-time]"), since ? span(officeTime() - Date.parse(since)) : "");
  const undo = may("undo", seat) && seat.undo;
  const left = undo
    ? Math.ceil((Date.parse(picture().at) + undo.seconds * 1000 - officeTime()) / 1000) : 0;
  buttons.get("undo").hidden = left <= 0;
  if (left <= 0) return;
  say(one("[data-undo-what]"), `${undo.number} ${DEEDS[undo.what] ?? ""}`);
  say(one("[data-undo-left]"), String(left));
}
