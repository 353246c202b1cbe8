/**
 * The heart of every seat: it holds the whole picture, hears each new one, keeps the office's
 * clock, and says when it can no longer be true.
 */

import { get } from "/static/js/api.js";
import { listen } from "/static/js/live.js";
import { one, say, sayOrHide } from "./dom.js";

const PICTURE = "/api/v1/seats";
const POLL_EVERY = 3000;

const root = one("[data-seat]");
export const facts = JSON.parse(root.dataset.facts);
const clockFace = new Intl.DateTimeFormat("id-ID", {
  timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit",
});

let now = JSON.parse(root.dataset.picture);
let ahead = Date.parse(now.at) - Date.now();
let polling = 0;
let hears = true;
let isOut = false;
const drawers = [];
const tickers = [];

/** Draw with this at once and on every new picture. */
export function onPicture(draw) {
  drawers.push(draw);
  draw(now);
}

/** Do this every second. */
export function onTick(tick) {
  tickers.push(tick);
}

export const picture = () => now;

/** The office's time in milliseconds, whatever this computer's clock says. */
export const officeTime = () => Date.now() + ahead;

export const isLost = () => root.classList.contains("is-lost");

/** The counter where this person sits; undefined when they sit nowhere. */
export function mySeat(whole = now) {
  const mine = whole.counters.filter((one) => one.staff_id === facts.me && one.state !== "closed");
  return mine.find((one) => one.ticket) ?? mine[0];
}

/** Ask for the picture now: after a press, so that nobody waits for the socket. */
export async function refresh() {
  try {
    show(await get(PICTURE, { timeout: 2500 }));
    isOut = false;
    connected();
    return true;
  } catch (refusal) {
    if (refusal.status === 401 || refusal.status === 403) signedOut();
    return false;
  }
}

/** Begin: connect, draw, tick. */
export function start() {
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
}

function show(whole) {
  if (whole.seq < now.seq && whole.at <= now.at) return;
  now = whole;
  ahead = Date.parse(now.at) - Date.now();
  for (const draw of drawers) draw(now);
  tick();
}

function tick() {
  say(one("[data-clock]"), clockFace.format(officeTime()));
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
  say(one("[data-lost-words]"),
    `Sambungan ke sistem terputus. Yang tampak adalah keadaan pukul ${now.clock}. Menyambung lagi …`);
}

function signedOut() {
  isOut = true;
  link("out");
  say(one("[data-lost-words]"), "Anda perlu masuk lagi. Antrean tidak berubah.");
  clearTimeout(polling);
  polling = setTimeout(poll, POLL_EVERY);
}

function link(state) {
  root.classList.toggle("is-lost", state !== "ok");
  one("[data-lost]").hidden = state === "ok";
  one("[data-sign-in]").hidden = state !== "out";
  one("[data-link]").dataset.link = state;
  sayOrHide(one("[data-link-words]"), { ok: "Terhubung", lost: "Terputus", out: "Perlu masuk" }[state]);
}
