/** Take a number for somebody who stands at the desk, and watch its paper. */

import { get } from "/static/js/api.js";
import { one, say, sayOrHide } from "./dom.js";
import { look } from "./find.js";
import { press } from "./press.js";
import { facts, onPicture } from "./seat.js";
import { newTouch } from "./touch.js";
import { PAPERS, what } from "./words.js";

const form = one("[data-take]");
const message = one("[data-take-say]");
const page = one("[data-taken]");

let touch = newTouch();
let taken = null;

/** Begin answering the desk's form. */
export function showTake() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  one('[data-taken-do="reprint"]').addEventListener("click", reprint);
  one('[data-taken-do="story"]').addEventListener("click", () => taken && look(taken.number));
  onPicture((whole) => {
    for (const row of document.querySelectorAll("[data-wait-for]")) {
      const count = whole.waiting.filter((one) => one.service === row.dataset.waitFor).length;
      say(row, count ? `${count} menunggu` : "Bisa langsung");
    }
    if (taken && taken.paper !== "printed") follow();
  });
}

async function take() {
  const service = form.elements.service.value;
  const done = await press("take", "/api/v1/desk/tickets", {
    service, touch, priority: form.elements.priority.value || null,
  });
  if (!done) return;
  sayOrHide(message, done.refused?.message ?? "");
  // After a silent failure the same press is tried again: it must not become a second number.
  if (done.refused?.status === 0) return;
  touch = newTouch();
  if (!done.answer) return;
  one('[name="priority"][value=""]', form).checked = true;
  draw(done.answer);
}

async function reprint() {
  const done = taken && (await press("reprint", `/api/v1/tickets/${taken.id}/reprint`, {}));
  if (done?.refused) sayOrHide(message, done.refused.message);
  else if (done) follow();
}

async function follow() {
  const number = taken.number;
  const story = await get(`/api/v1/desk/tickets/${number}`).catch(() => null);
  if (story && taken?.number === number) draw(story);
}

function draw(ticket) {
  taken = ticket;
  const fresh = page.dataset.number !== ticket.number;
  page.hidden = false;
  page.dataset.number = ticket.number;
  say(one("[data-taken-number]"), ticket.number);
  const priority = ticket.priority ? " · Prioritas" : "";
  const wait = ticket.estimate ? ` · ${ticket.estimate}` : "";
  say(one("[data-taken-what]"), `${what(ticket, true)}${priority} · ${ticket.ahead} di depan${wait}`);
  const paper = one("[data-taken-paper]");
  paper.dataset.paper = ticket.paper;
  say(paper, PAPERS[ticket.paper]);
  one('[data-taken-do="reprint"]').hidden = ticket.paper === "none" && facts.slipPaper !== "sheet";
  if (fresh) page.scrollIntoView({ block: "nearest" });
}
