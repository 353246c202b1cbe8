/**
 * The heart of every seat: it holds the whole picture, hears each new one, keeps the office's
 * clock, and says when it can no longer be true.
 */

import { get } from "/static/js/api.js";
import { one, say, sayOrHide } from "/static/js/dom.js";
import { listen } from "/static/js/live.js";

/**
 * @typedef {{
 *   id: number, number: string, service: string, kind: string | null, priority: boolean,
 *   state: string, issued: string,
 * }} Ticket
 * @typedef {Ticket & { calls: number, called_at: string, serving_at: string | null }} TicketHere
 * @typedef {Ticket & { minutes: number, late: boolean, only_counter: number | null }} TicketWaiting
 * @typedef {Ticket & { left: string, counter: number | null }} TicketAway
 * @typedef {{
 *   id: number, name: string, services: string[], state: string, words: string, staff_id: number | null,
 *   officer: string, since: string, next: string | null, ticket: TicketHere | null,
 *   undo: { what: string, number: string, seconds: number } | null,
 *   ended: { number: string, outcome: string, seconds: number } | null,
 *   why_not: Record<string, string>,
 * }} Counter
 * @typedef {{ name: string, title: string, ok: boolean, reasons: string[], sentences: string[], since: string }} Printer
 * @typedef {{
 *   seq: number, at: string, clock: string, open: boolean,
 *   stands: { title: string, text: string }, counters: Counter[],
 *   line: { service: string, only_counter: number | null, people: number }[], waiting: TicketWaiting[],
 *   newcomers: { service: string, ordinary: string, priority: string }[],
 *   away: TicketAway[], printers: Printer[], slips_waiting: number,
 *   questions: { job: number, number: string | null, state: string }[],
 *   help: { id: number, place: string, at: string, complaint: boolean }[],
 *   floods: { ticket: number, count: number, since: string, until: string }[],
 *   figures: Record<string, number | null>,
 *   power: string,
 *   screens: { name: string, sentence: string, since: string }[],
 *   clock_question: { day: string, words: string } | null, store: string,
 * }} Picture
 * @typedef {{
 *   me: number, writes: boolean, helps: boolean, cancels: boolean, kinds: Record<string, string>,
 *   maxCalls: number, longWait: number, slipPaper: string,
 *   services: Record<string, { title: string, short: string, kinds: boolean, collects: boolean }>,
 * }} Facts
 */

const PICTURE = "/api/v1/seats";
const POLL_EVERY = 3000;

const root = one("[data-seat]");
/** @type {Facts} what does not change while the page is open */
export const facts = JSON.parse(root.dataset.facts ?? "");
const clockFace = new Intl.DateTimeFormat("id-ID", {
  timeZone: root.dataset.zone,
  hour: "2-digit",
  minute: "2-digit",
});

/** @type {Picture} */
let now = JSON.parse(root.dataset.picture ?? "");
let ahead = Date.parse(now.at) - Date.now();
let polling = 0;
let hears = true;
let isOut = false;
let isOver = false;
/** @type {((whole: Picture) => void)[]} */
const drawers = [];
/** @type {(() => void)[]} */
const tickers = [];

/**
 * Draw with this at once and on every new picture.
 * @param {(whole: Picture) => void} draw
 */
export function onPicture(draw) {
  drawers.push(draw);
  draw(now);
}

/**
 * Do this every second.
 * @param {() => void} each
 */
export const onTick = (each) => tickers.push(each);

/** The newest picture. */
export const picture = () => now;

/** The office's time in milliseconds, whatever this computer's clock says. */
export const officeTime = () => Date.now() + ahead;

/**
 * `09.15`, the office's clock so many minutes from now.
 * @param {number} minutes
 */
export const clockIn = (minutes) => clockFace.format(officeTime() + minutes * 60_000);

/** Whether what the page shows may be old. */
export const isLost = () => root.classList.contains("is-lost");

/** Whether that is so because nobody of this page is signed in any more. */
export const isSignedOut = () => isOut;

/**
 * The counter where this person sits; undefined when they sit nowhere.
 * @param {Picture} [whole]
 */
export function mySeat(whole = now) {
  const mine = whole.counters.filter((one) => one.staff_id === facts.me && one.state !== "closed");
  return mine.find((one) => one.ticket) ?? mine[0];
}

/** Ask for the picture now: after a press, so that nobody waits for the socket. */
export async function refresh() {
  try {
    show(await get(PICTURE, { timeout: 2500 }));
    isOut = isOver;
    if (!isOver) connected();
    return true;
  } catch (refusal) {
    const { status, code, message } = /** @type {import("/static/js/api.js").Refusal} */ (refusal);
    if ([401, 403].includes(status)) signedOut();
    if (code.startsWith("store-")) ill(message);
    return false;
  }
}

/** @param {Picture} whole */
function show(whole) {
  if (whole.seq < now.seq && whole.at <= now.at) return;
  now = whole;
  ill(now.store);
  ahead = Date.parse(now.at) - Date.now();
  for (const draw of drawers) draw(now);
  tick();
}

/**
 * Say on every seat what ails the place where all is kept.
 * @param {string} words empty: nothing
 */
const ill = (words) => sayOrHide(one("[data-ill]"), words);

function tick() {
  say(one("[data-clock]"), clockIn(0));
  for (const each of tickers) each();
}

/** Without the socket the page asks by itself; only when that fails too is it lost. */
async function poll() {
  clearTimeout(polling);
  polling = setTimeout(poll, POLL_EVERY);
  if (!(await refresh()) && !isOut && !hears) lost();
}

// The socket of somebody who is no longer signed in may still talk: that heals nothing.
function connected() {
  if (hears) clearTimeout(polling);
  link("ok");
}

function lost() {
  link("lost");
  say(
    one("[data-lost-words]"),
    `Sambungan ke sistem terputus. Yang tampak adalah keadaan pukul ${now.clock}. Menyambung lagi …`,
  );
}

/** @param {string} [words] */
function signedOut(words) {
  if (words || !isOut) {
    say(one("[data-lost-words]"), words ?? "Anda perlu masuk lagi. Antrean tidak berubah.");
  }
  isOut = true;
  link("out");
  clearTimeout(polling);
  polling = setTimeout(poll, POLL_EVERY);
}

/** @param {"ok" | "lost" | "out"} state */
function link(state) {
  root.classList.toggle("is-lost", state !== "ok");
  one("[data-lost]").hidden = state === "ok";
  one("[data-sign-in]").hidden = state !== "out";
  one("[data-link]").dataset.link = state;
  const words = { ok: "Terhubung", lost: "Terputus", out: "Perlu masuk" };
  sayOrHide(one("[data-link-words]"), words[state]);
}

document.addEventListener("signed-out", async (event) => {
  const { words, forGood } = /** @type {CustomEvent} */ (event).detail;
  isOver ||= forGood;
  // Whoever proved their password again only has a new sign-in: then nothing is to be told.
  // While that was asked, another officer may have sat down here: the stronger word stays.
  if (forGood || (!(await refresh()) && isOut && !isOver)) signedOut(words);
});
document.addEventListener("store-ill", (event) => {
  ill(/** @type {CustomEvent} */ (event).detail.words);
});
document.addEventListener("signed-in", () => {
  isOver = false;
  refresh();
});
// Every module of the page has begun by then: what says "connected" can also be pressed.
addEventListener("DOMContentLoaded", () => {
  listen("/seats", "seats", {
    picture: (whole) => {
      hears = true;
      if (!isOut) connected();
      show(whole);
    },
    stale: (isStale) => {
      hears = !isStale;
      if (isStale) poll();
    },
  });
  setInterval(tick, 1000);
  tick();
});
