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
const TYPES = "input, select, textarea, [contenteditable]";
// A radio or a tick box is not typed into: the keys may work there.
const TICKS = "input[type=radio], input[type=checkbox]";

/**
 * Begin to listen.
 * @param {(name: string) => void} act what to do for a button's name
 */
export function listenToKeys(act) {
  document.addEventListener("keydown", (event) => {
    const name = nameOf(event);
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
  return KEYS[event.key];
}
