/** The badges of a row in a list. */

import { make, one } from "/static/js/dom.js";

/** @typedef {(false | [words: string, kind: string])[]} Told what holds, each as words and kind */

/**
 * Show these badges in the row; drawn only when they changed.
 * @param {HTMLElement} row
 * @param {Told} told
 */
export function fillBadges(row, told) {
  const box = one("[data-badges]", row);
  const badges = told.filter((one) => one !== false);
  const words = badges.map(([text]) => text).join("|");
  if (box.dataset.words === words) return;
  box.dataset.words = words;
  box.replaceChildren(
    ...badges.map(([text, kind]) => make("span", kind ? `badge badge--${kind}` : "badge", text)),
  );
}
