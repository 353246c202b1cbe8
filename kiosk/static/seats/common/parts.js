/**
 * Parts of the page that the server draws: fetched anew when something may have changed, and
 * swapped where they differ. What somebody is typing into stays as it is, and so does a part for
 * as long as its data-keep stays the same.
 */

import { pageOf, reach } from "/static/js/api.js";
import { all, maybe, startIn } from "/static/js/dom.js";

const source = new Map(all("[data-part]").map((part) => [part.dataset.part, part.outerHTML]));
const REST = 250;
const FOLDER_REST = 6000;

/** @type {Promise<void>} */
let turn = Promise.resolve();
let later = 0;

/** Draw the page anew, after whatever is being drawn. */
export function redraw() {
  turn = turn.then(draw, draw);
  return turn;
}

/** Something changed: draw the page anew in a moment, once for all that changes meanwhile. */
export function redrawSoon() {
  clearTimeout(later);
  later = setTimeout(redraw, REST);
}

/**
 * Whether somebody has typed here what is not sent yet.
 * @param {HTMLElement} part
 */
const isBusy = (part) => maybe("[data-dirty], dialog[open]", part) || part.closest("[data-dirty]");

// Nobody rings for a new file in the watched folder: there the page looks again now and then.
setInterval(() => {
  if (maybe("[data-watch]") && document.visibilityState === "visible") redraw();
}, FOLDER_REST);

async function draw() {
  const parts = all("[data-part]");
  if (parts.length === 0) return;
  const answer = await reach(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = await pageOf(answer);
  for (const part of parts) swap(part, fresh);
}

/**
 * @param {HTMLElement} part
 * @param {Document} fresh
 */
function swap(part, fresh) {
  const name = part.dataset.part;
  const next = maybe(`[data-part="${name}"]`, fresh);
  if (!next || source.get(name) === next.outerHTML || isBusy(part)) return;
  source.set(name, next.outerHTML);
  if (part.dataset.keep && part.dataset.keep === next.dataset.keep) return;
  const focused = part.contains(document.activeElement) ? document.activeElement?.id : "";
  const made = document.importNode(next, true);
  const { scrollTop } = part;
  part.replaceWith(made);
  made.scrollTop = scrollTop;
  startIn(made);
  if (focused) (document.getElementById(focused) ?? made).focus();
}
