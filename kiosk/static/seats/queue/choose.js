/** Choose where to sit; somebody else's counter only after a question. */

import { keepInStep, one, say, sayOrHide, stamp, start } from "/static/js/dom.js";
import { press } from "../common/press.js";
import { facts, mySeat, onPicture } from "../common/seat.js";
import { askTakeOver } from "./ask.js";
import { peopleFor } from "./situation.js";

/** @typedef {import("../common/seat.js").Counter} Counter */

const message = () => one("[data-choose-say]");

/** @param {Counter | undefined} counter */
const whyGone = (counter) =>
  counter?.officer ? `${counter.name} sekarang dipakai ${counter.officer}.` : "";

// The choice shows while the person sits nowhere.
start("[data-choose]", (page) => {
  /** @type {number | undefined} */
  let before;
  onPicture((whole) => {
    const seat = mySeat(whole);
    page.hidden = Boolean(seat);
    if (!seat && before) {
      sayOrHide(message(), whyGone(whole.counters.find((one) => one.id === before)));
    }
    if (seat) sayOrHide(message(), "");
    before = seat?.id;
    keepInStep(one("[data-choices]"), whole.counters, {
      key: (counter) => counter.id,
      make: () => stamp("choice"),
      fill: (row, counter) => {
        fill(row, counter, peopleFor(whole, counter));
      },
    });
  });
});

/**
 * @param {HTMLElement} row
 * @param {Counter} counter
 * @param {number} waiting
 */
function fill(row, counter, waiting) {
  const free = counter.state === "closed";
  const names = counter.services.map((code) => facts.services[code]?.short ?? code);
  say(one("[data-name]", row), counter.name);
  say(one("[data-services]", row), `${names.join(", ")} · ${waiting} menunggu`);
  say(one("[data-state]", row), free ? "Kosong" : sitting(counter));
  one("[data-state]", row).className = free ? "badge badge--ok" : "badge";
  one("button", row).onclick = () => sit(counter, free);
}

/** @param {Counter} counter */
function sitting(counter) {
  const who = counter.officer || "Perangkat";
  return counter.state === "break" ? `${who} · ${counter.words}` : who;
}

/**
 * @param {Counter} counter
 * @param {boolean} free
 */
async function sit(counter, free) {
  sayOrHide(message(), "");
  const taken = !free && counter.staff_id !== null;
  if (taken && !(await askTakeOver(whoLoses(counter)))) return;
  const done = await press(`open-${counter.id}`, `/api/v1/counters/${counter.id}/open`, {
    take_over: taken,
  });
  if (done?.refused) sayOrHide(message(), done.refused.message);
}

/** @param {Counter} counter */
function whoLoses(counter) {
  const helped = counter.ticket ? ` dan ${counter.ticket.number} ada di sana` : "";
  return `${counter.officer} sedang duduk di ${counter.name}${helped}. Layarnya akan berpindah kepada Anda.`;
}
