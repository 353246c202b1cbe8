/** Take a number for somebody who stands at the desk, and watch its paper. */

import { get } from "/static/js/api.js";
import { all, field, on, one, say, sayOrHide } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";
import { press } from "../common/press.js";
import { facts, onPicture, picture } from "../common/seat.js";
import { look } from "./find.js";
import { PAPERS, what } from "./words.js";

/**
 * @typedef {import("../common/seat.js").Ticket & {
 *   paper: string, ahead: number, estimate: string | null,
 * }} Taken
 */

/** @type {HTMLFormElement} */
const form = one("[data-take]");
const message = one("[data-take-say]");
const page = one("[data-taken]");

let touch = newTouch();
/** @type {Taken | null} */
let taken = null;

on("submit", "[data-take]", (_, event) => {
  event.preventDefault();
  take();
});
on("click", '[data-taken-do="reprint"]', reprint);
on("click", '[data-taken-do="story"]', () => taken && look(taken.number));
on("change", '[data-take] [name="priority"]', drawWaits);
onPicture(() => {
  drawWaits();
  if (taken && taken.paper !== "printed") follow(taken.number);
});

function drawWaits() {
  const lane = field(form, "priority").value ? "priority" : "ordinary";
  for (const row of all("[data-wait-for]")) {
    const found = picture().newcomers.find((one) => one.service === row.dataset.waitFor);
    say(row, found?.[lane] ?? "");
  }
}

async function take() {
  const done = await press("take", "/api/v1/desk/tickets", {
    service: field(form, "service").value,
    touch,
    priority: field(form, "priority").value || null,
  });
  if (!done) return;
  sayOrHide(message, done.refused?.message ?? "");
  // After a silent failure the same press is tried again: it must not become a second number.
  if (done.refused?.status === 0) return;
  touch = newTouch();
  if (!done.answer) return;
  /** @type {HTMLInputElement} */ (one('[name="priority"][value=""]', form)).checked = true;
  drawWaits();
  draw(done.answer);
}

async function reprint() {
  if (!taken) return;
  const done = await press("reprint", `/api/v1/tickets/${taken.id}/reprint`);
  if (done?.refused) sayOrHide(message, done.refused.message);
  else if (done) follow(taken.number);
}

/** @param {string} number */
async function follow(number) {
  const story = await get(`/api/v1/desk/tickets/${number}`).catch(() => null);
  if (story && taken?.number === number) draw(story);
}

/** @param {Taken} ticket */
function draw(ticket) {
  taken = ticket;
  const fresh = page.dataset.number !== ticket.number;
  page.hidden = false;
  page.dataset.number = ticket.number;
  say(one("[data-taken-number]"), ticket.number);
  const priority = ticket.priority ? " · Prioritas" : "";
  const wait = ticket.estimate ? `, ${ticket.estimate}` : "";
  say(
    one("[data-taken-what]"),
    `${what(ticket, true)}${priority} · ${ticket.ahead} di depan${wait}`,
  );
  const paper = one("[data-taken-paper]");
  paper.dataset.paper = ticket.paper;
  say(paper, PAPERS[ticket.paper]);
  one('[data-taken-do="reprint"]').hidden = ticket.paper === "none" && facts.slipPaper !== "sheet";
  if (fresh) page.scrollIntoView({ block: "nearest" });
}
