/** Who waits and since when, and who is away for a while. */

import { keepInStep, maybe, on, one, say, sayOrHide, stamp } from "/static/js/dom.js";
import { fillBadges } from "../common/badges.js";
import { facts, mySeat, onPicture, picture } from "../common/seat.js";
import { look } from "./find.js";
import { isMine, may, peopleFor } from "./situation.js";
import { bringBack, callHere } from "./stage.js";
import { STATES, what } from "./words.js";

/**
 * @typedef {import("../common/seat.js").Counter} Counter
 * @typedef {import("../common/seat.js").Picture} Picture
 * @typedef {import("../common/seat.js").Ticket} Ticket
 * @typedef {import("../common/seat.js").TicketWaiting} TicketWaiting
 * @typedef {import("../common/seat.js").TicketAway} TicketAway
 */

// In a full room everybody waits past the rule's patience: only who waits very long stands out.
const LONG = 3;

/** @type {HTMLInputElement} */
const everybody = one("[data-everybody]");

onPicture(draw);
on("change", "[data-everybody]", () => draw(picture()));

/** @param {Picture} whole */
function draw(whole) {
  const seat = mySeat(whole);
  const only = everybody.checked ? undefined : seat;
  const waiting = whole.waiting.filter((row) => !only || isMine(row, only));
  const people = peopleFor(whole, only);
  fillList("waiting", waiting, people, (row, ticket) => fillWaiting(row, ticket, seat, whole));
  fillList("away", whole.away, whole.away.length, (row, ticket) => fillAway(row, ticket, whole));
  const rest = people - waiting.length;
  sayOrHide(one("[data-rest]"), rest > 0 ? `Dan ${rest} orang lagi menunggu.` : "");
  one("[data-away]").hidden = whole.away.length === 0;
  /** @type {HTMLElement} */ (everybody.closest("label")).hidden = !seat;
}

/**
 * @template {Ticket} T
 * @param {string} name
 * @param {T[]} tickets the first of them
 * @param {number} people
 * @param {(row: HTMLElement, ticket: T) => void} fill
 */
function fillList(name, tickets, people, fill) {
  say(one(`[data-count="${name}"]`), String(people));
  const list = one(`[data-rows="${name}"]`);
  list.hidden = tickets.length === 0;
  const nobody = maybe(`[data-nobody="${name}"]`);
  if (nobody) nobody.hidden = tickets.length > 0;
  keepInStep(list, tickets, { key: (ticket) => ticket.id, make: () => stamp(`${name}-row`), fill });
}

/**
 * @param {HTMLElement} row
 * @param {TicketWaiting} ticket
 * @param {Counter | undefined} seat
 * @param {Picture} whole
 */
function fillWaiting(row, ticket, seat, whole) {
  const only = whole.counters.find((one) => one.id === ticket.only_counter);
  fillBoth(row, ticket, [
    seat?.next === ticket.number && ["Berikutnya", "next"],
    ticket.priority && ["Prioritas", "priority"],
    ticket.late && ["Sudah kembali", ""],
    only !== undefined && [`Ke ${only.name}`, ""],
  ]);
  row.classList.toggle("is-next", seat?.next === ticket.number);
  say(one("[data-wait]", row), `${ticket.minutes} mnt`);
  one("[data-wait]", row).classList.toggle("is-long", ticket.minutes > LONG * facts.longWait);
  say(one("[data-since]", row), ticket.issued);
  const call = one("[data-call]", row);
  call.setAttribute("aria-disabled", String(!may("call", seat)));
  call.onclick = () => callHere(ticket.number);
}

/**
 * @param {HTMLElement} row
 * @param {TicketAway} ticket
 * @param {Picture} whole
 */
function fillAway(row, ticket, whole) {
  const counter = whole.counters.find((one) => one.id === ticket.counter);
  fillBoth(row, ticket, [[STATES[ticket.state], ticket.state === "missed" ? "warn" : ""]]);
  say(one("[data-since]", row), ticket.left);
  if (counter) say(one("[data-what]", row), `${what(ticket)} · ${counter.name}`);
  one("[data-back]", row).onclick = () => bringBack(ticket.number);
}

/**
 * @param {HTMLElement} row
 * @param {Ticket} ticket
 * @param {import("../common/badges.js").Told} told
 */
function fillBoth(row, ticket, told) {
  const number = one("[data-look]", row);
  say(number, ticket.number);
  number.title = `Kisah nomor ${ticket.number}`;
  number.onclick = () => look(ticket.number);
  say(one("[data-what]", row), what(ticket));
  fillBadges(row, told);
}
