/** Who waits and since when, and who is away for a while. */

import { badge, keepInStep, one, say, stamp } from "./dom.js";
import { look } from "./find.js";
import { facts, mySeat, onPicture, picture } from "./seat.js";
import { bringBack, callHere } from "./stage.js";
import { may } from "./situation.js";
import { STATES, what } from "./words.js";

// In a full room everybody waits past the rule's patience: only who waits very long stands out.
const LONG = 3;

const everybody = one("[data-everybody]");

/** Begin drawing the lists. */
export function showLists() {
  onPicture(draw);
  everybody.addEventListener("change", () => draw(picture()));
}

function draw(whole) {
  const seat = mySeat(whole);
  const waiting = whole.waiting.filter((row) => !seat || everybody.checked || isMine(row, seat));
  fillList("waiting", waiting, (row, ticket) => fillWaiting(row, ticket, seat, whole));
  fillList("away", whole.away, (row, ticket) => fillAway(row, ticket, whole));
  one("[data-away]").hidden = whole.away.length === 0;
  everybody.closest("label").hidden = !seat;
}

function isMine(row, seat) {
  if (row.only_counter !== null) return row.only_counter === seat.id;
  return seat.services.includes(row.service);
}

function fillList(name, tickets, fill) {
  say(one(`[data-count="${name}"]`), String(tickets.length));
  const list = one(`[data-rows="${name}"]`);
  list.hidden = tickets.length === 0;
  const nobody = one(`[data-nobody="${name}"]`);
  if (nobody) nobody.hidden = tickets.length > 0;
  keepInStep(list, tickets, { key: (ticket) => ticket.id, make: () => stamp(`${name}-row`), fill });
}

function fillWaiting(row, ticket, seat, whole) {
  fillBoth(row, ticket, badges(ticket, seat, whole));
  row.classList.toggle("is-next", seat?.next === ticket.number);
  say(one("[data-wait]", row), `${ticket.minutes} mnt`);
  one("[data-wait]", row).classList.toggle("is-long", ticket.minutes > LONG * facts.longWait);
  say(one("[data-since]", row), ticket.issued);
  const call = one("[data-call]", row);
  call.setAttribute("aria-disabled", String(!may("call", seat)));
  call.onclick = () => callHere(ticket.number);
}

function badges(ticket, seat, whole) {
  const only = whole.counters.find((one) => one.id === ticket.only_counter);
  return [
    seat?.next === ticket.number && ["Berikutnya", "next"],
    ticket.priority && ["Prioritas", "priority"],
    ticket.late && ["Sudah kembali", ""],
    only && [`Ke ${only.name}`, ""],
  ].filter(Boolean);
}

function fillAway(row, ticket, whole) {
  const counter = whole.counters.find((one) => one.id === ticket.counter);
  fillBoth(row, ticket, [[STATES[ticket.state], ticket.state === "missed" ? "warn" : ""]]);
  say(one("[data-since]", row), ticket.left);
  if (counter) say(one("[data-what]", row), `${what(ticket)} · ${counter.name}`);
  one("[data-back]", row).onclick = () => bringBack(ticket.number);
}

function fillBoth(row, ticket, told) {
  const number = one("[data-look]", row);
  say(number, ticket.number);
  number.title = `Kisah nomor ${ticket.number}`;
  number.onclick = () => look(ticket.number);
  say(one("[data-what]", row), what(ticket));
  const box = one("[data-badges]", row);
  const words = told.map(([text]) => text).join("|");
  if (box.dataset.words === words) return;
  box.dataset.words = words;
  box.replaceChildren(...told.map(([text, kind]) => badge(text, kind)));
}
