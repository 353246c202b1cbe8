/** Care of the television: clock, awake, no burnt-in picture, dark at night, fresh each morning. */

import { reach } from "/static/js/api.js";
import { byId, mark } from "/static/js/dom.js";

const SHIFT_EVERY = 5 * 60 * 1000;
const SHIFTS = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 3],
  [-2, 2],
  [-3, 0],
  [-2, -2],
  [0, -2],
];
const NIGHT_AFTER = 30 * 60 * 1000;
const PLACES = ["start", "center", "end"];
const RELOAD_HOUR = "03";

let ahead = 0;
/** @type {number | null} */
let closedSince = null;

const now = () => Date.now() + ahead;

/**
 * Set the clock by the server's time (`at`, ISO) and show its date.
 * @param {{ at: string, date: string }} told
 */
export function setClock({ at, date }) {
  ahead = Date.parse(at) - Date.now();
  byId("date").textContent = date;
  drawClock();
}

/**
 * `09.41` in the office's zone, of a moment in milliseconds.
 * @param {number} moment
 */
export function clockText(moment) {
  const write = new Intl.DateTimeFormat("id-ID", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: byId("stage").dataset.zone,
  });
  return write.format(moment).replace(":", ".");
}

/**
 * Tell whether the closed page is up; after half an hour of it the screen goes dark.
 * @param {boolean} yes
 */
export function setClosed(yes) {
  closedSince = yes ? (closedSince ?? performance.now()) : null;
  drawNight();
}

/** Start everything that goes by itself. */
export function careForScreen() {
  drawClock();
  setInterval(drawClock, 1000);
  setInterval(shift, SHIFT_EVERY);
  setInterval(drawNight, 60 * 1000);
  setInterval(reloadAtNight, 60 * 1000);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}

function drawClock() {
  const text = clockText(now());
  if (byId("clock").textContent === text) return;
  byId("clock").textContent = text;
  byId("closed-clock").textContent = text;
}

let shifted = 0;

function shift() {
  shifted = (shifted + 1) % SHIFTS.length;
  const [x, y] = SHIFTS[shifted];
  byId("stage").style.setProperty("--shift-x", `${x}px`);
  byId("stage").style.setProperty("--shift-y", `${y}px`);
}

function drawNight() {
  const night = closedSince !== null && performance.now() - closedSince > NIGHT_AFTER;
  mark(byId("stage"), "night", night);
  const minute = Math.floor(now() / 60000);
  byId("stage").style.setProperty("--night-x", PLACES[minute % 3]);
  byId("stage").style.setProperty("--night-y", PLACES[Math.floor(minute / 3) % 3]);
}

async function reloadAtNight() {
  const upLong = performance.now() > 2 * 60 * 60 * 1000;
  if (upLong && clockText(now()).startsWith(RELOAD_HOUR)) await freshen();
}

/** Have the page anew, as soon as it can be had. */
export async function freshen() {
  try {
    // A page that cannot be had again must not be thrown away.
    if ((await reach(location.href, { cache: "no-store" })).ok) location.reload();
  } catch {
    // The next minute tries again.
  }
}

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Plain http has no wake lock; the browser is then started so that the screen stays on.
  }
}
