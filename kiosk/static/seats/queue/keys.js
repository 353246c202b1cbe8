/** Keys for the counter's buttons; silent while somebody types or answers a question. */

import { maybe } from "/static/js/dom.js";

/** @type {Record<string, string>} */
const KEYS = {
  F2: "serve",
  F3: "transfer",
  F4: "finish",
  F6: "papers",
  F7: "hold",
  F8: "next",
  F9: "recall",
  F10: "skip",
};
/** How the last visit ended: by the place in the row. */
const OUTCOME = /^[1-5]$/;
// A digit that follows a letter is one of a code that a reader types.
const BREATH = 300;
const TYPES = "input, select, textarea, [contenteditable]";
// A radio or a tick box is not typed into: the keys may work there.
const TICKS = "input[type=radio], input[type=checkbox]";

/**
 * Begin to listen.
 * @param {(name: string) => void} act what to do for a button's name
 */
export function listenToKeys(act) {
  let letter = -BREATH;
  document.addEventListener("keydown", (event) => {
    const begins = event.timeStamp - letter >= BREATH;
    if (event.key.length === 1) letter = event.timeStamp;
    const name = begins || event.key.length > 1 || event.ctrlKey ? nameOf(event) : undefined;
    if (!name) return;
    event.preventDefault();
    if (!event.repeat) act(name);
  });
}

/** @param {KeyboardEvent} event */
function nameOf(event) {
  const at = event.target;
  if (at instanceof Element && at.matches(TYPES) && !at.matches(TICKS)) return undefined;
  if (maybe("dialog[open]")) return undefined;
  if (event.altKey || event.metaKey || event.shiftKey) return undefined;
  if (event.ctrlKey) return event.key.toLowerCase() === "z" ? "undo" : undefined;
  return OUTCOME.test(event.key) ? `outcome-${event.key}` : KEYS[event.key];
}
