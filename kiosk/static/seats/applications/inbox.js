/** The lists of files: heard anew with every change, asked for while the socket is away. */

import { get } from "/static/js/api.js";
import { maybe } from "/static/js/dom.js";
import { listen } from "/static/js/live.js";
import { afterSending } from "../common/forms.js";
import { redrawSoon } from "../common/parts.js";

/**
 * @typedef {{
 *   id: number, number: string, state: string, label: string, kinds: string, applicant: string,
 *   due: string, ready: string, light: string, sheet: string, question: boolean, proposed: boolean,
 *   returns: number, waits: string, place: string, tried: string, call: boolean, long: string,
 * }} Row
 * @typedef {{ id: number, label: string, since: string }} Outage
 * @typedef {{
 *   seq: number, at: string, files: Record<number, Row>, lists: Record<string, number[]>,
 *   older: Record<string, number>, sheets: { is_question: boolean }[],
 *   printers: import("../common/seat.js").Printer[], outages: Outage[],
 * }} Inbox
 */

const ADDRESS = "/api/v1/applications/inbox";
const ASK_EVERY = 4000;

// A page without lists of files still follows the office.
const held = maybe("[data-files]");
/** @type {Inbox} */
let now = JSON.parse(held?.dataset.files ?? "null");
let asking = 0;
/** @type {((whole: Inbox) => void)[]} */
const drawers = [];

/**
 * Draw with this at once and on every new picture.
 * @param {(whole: Inbox) => void} draw
 */
export function onInbox(draw) {
  drawers.push(draw);
  draw(now);
}

/** The newest picture. */
export const inbox = () => now;

/**
 * The rows of one list, in their order.
 * @param {string} name
 */
export const rowsOf = (name) => now.lists[name].map((id) => now.files[id]);

/** Ask now: after a press, so that nobody waits for the socket. */
async function refreshInbox() {
  const whole = await get(ADDRESS, { timeout: 3000 }).catch(() => null);
  // Whether the system is away is told by the seat's own line.
  if (whole) show(whole);
}

/** @param {Inbox} whole */
function show(whole) {
  if (now && whole.seq < now.seq && whole.at <= now.at) return;
  now = whole;
  for (const draw of drawers) draw(now);
  redrawSoon();
}

if (held) afterSending(refreshInbox);
listen("/files", "files", {
  picture: show,
  stale: (isStale) => {
    clearInterval(asking);
    if (isStale) asking = setInterval(refreshInbox, ASK_EVERY);
  },
});
