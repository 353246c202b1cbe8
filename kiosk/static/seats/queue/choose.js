/** Choose where to sit; somebody else's counter only after a question. */

import { askTakeOver } from "./ask.js";
import { keepInStep, one, say, sayOrHide, stamp } from "./dom.js";
import { press } from "./press.js";
import { facts, mySeat, onPicture } from "./seat.js";
import { SEATS } from "./words.js";

const page = one("[data-choose]");
const message = one("[data-choose-say]");
let before;

/** Begin drawing the choice; it shows while the person sits nowhere. */
export function showChoice() {
  onPicture((whole) => {
    const seat = mySeat(whole);
    page.hidden = Boolean(seat);
    if (!seat && before) sayOrHide(message, whyGone(whole.counters.find((one) => one.id === before)));
    if (seat) sayOrHide(message, "");
    before = seat?.id;
    keepInStep(one("[data-choices]"), whole.counters, {
      key: (counter) => counter.id,
      make: () => stamp("choice"),
      fill: (row, counter) => fill(row, counter, waitingAt(counter, whole)),
    });
  });
}

function whyGone(counter) {
  return counter?.officer ? `${counter.name} sekarang dipakai ${counter.officer}.` : "";
}

function waitingAt(counter, whole) {
  return whole.waiting.filter((row) => counter.services.includes(row.service)).length;
}

function fill(row, counter, waiting) {
  const free = counter.state === "closed";
  const names = counter.services.map((code) => facts.services[code]?.short ?? code);
  say(one("[data-name]", row), counter.name);
  say(one("[data-services]", row), `${names.join(", ")} · ${waiting} menunggu`);
  say(one("[data-state]", row), free ? "Kosong" : sitting(counter));
  one("[data-state]", row).className = free ? "badge badge--ok" : "badge";
  one("button", row).onclick = () => sit(counter, free);
}

function sitting(counter) {
  const who = counter.officer || "Perangkat";
  return counter.state === "break" ? `${who} · ${SEATS.break}` : who;
}

async function sit(counter, free) {
  sayOrHide(message, "");
  const taken = !free && counter.staff_id !== null;
  if (taken && !(await askTakeOver(whoLoses(counter)))) return;
  const done = await press(`open-${counter.id}`, `/api/v1/counters/${counter.id}/open`, {
    take_over: taken,
  });
  if (done?.refused) sayOrHide(message, done.refused.message);
}

function whoLoses(counter) {
  const helped = counter.ticket ? ` dan ${counter.ticket.number} ada di sana` : "";
  return `${counter.officer} sedang duduk di ${counter.name}${helped}. Layarnya akan berpindah kepada Anda.`;
}
