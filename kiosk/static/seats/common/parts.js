/**
 * Parts of the page that the server draws: fetched anew when something may have changed, and
 * swapped where they differ. What somebody is typing into stays as it is, and so does a part for
 * as long as its data-keep stays the same.
 */

import { all, one } from "./dom.js";
import { onChange } from "./files.js";

const source = new Map(all("[data-part]").map((part) => [part.dataset.part, part.outerHTML]));
const listeners = [];
const REST = 250;
const FOLDER_REST = 6000;

let turn = Promise.resolve();
let later = 0;

/** Do this with every part that was drawn anew, and with the page as it is now. */
export function onPart(enhance) {
  listeners.push(enhance);
  for (const part of all("[data-part]")) enhance(part);
}

/** Draw the page anew, after whatever is being drawn. */
export function redraw() {
  turn = turn.then(draw, draw);
  return turn;
}

/** Begin to follow the office: its files, or whatever else `hear` tells of. */
export function followParts(hear = onChange) {
  hear(() => {
    clearTimeout(later);
    later = setTimeout(redraw, REST);
  });
  setInterval(lookIntoFolder, FOLDER_REST);
}

// Nobody rings for a new file in the watched folder: there the page looks again now and then.
function lookIntoFolder() {
  if (one("[data-watch]") && document.visibilityState === "visible") redraw();
}

async function draw() {
  let answer;
  try {
    answer = await fetch(location.href, {
      headers: { Accept: "text/html" }, signal: AbortSignal.timeout(8000),
    });
  } catch {
    return;
  }
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of all("[data-part]")) swap(part, fresh);
}

function swap(part, fresh) {
  const name = part.dataset.part;
  const next = fresh.querySelector(`[data-part="${name}"]`);
  if (!next || source.get(name) === next.outerHTML || isBusy(part)) return;
  source.set(name, next.outerHTML);
  if (part.dataset.keep && part.dataset.keep === next.dataset.keep) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const made = document.importNode(next, true);
  const { scrollTop } = part;
  part.replaceWith(made);
  made.scrollTop = scrollTop;
  for (const enhance of listeners) enhance(made);
  if (focused) (document.getElementById(focused) ?? made).focus();
}

/** Whether somebody has typed here what is not sent yet. */
function isBusy(part) {
  return Boolean(one("[data-dirty], dialog[open]", part)) || part.matches("[data-dirty] *, [data-dirty]");
}
