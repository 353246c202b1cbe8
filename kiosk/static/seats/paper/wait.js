/** A paper that takes long: asks how far it is, stops it, opens it when it is there. */

import { get, outcome, post } from "/static/js/api.js";
import { one, say, sayOrHide } from "/static/js/dom.js";

/**
 * @typedef {{
 *   state: string, words: string, total: number, done: number, live: boolean, file: string,
 * }} Progress
 */

const ASK_EVERY = 1000;

const box = one("[data-wait]");
/** @type {HTMLProgressElement} */
const bar = one("[data-bar]", box);
const trouble = one("[data-trouble]", box);
/** @type {Progress} */
const first = JSON.parse(box.dataset.wait ?? "");

/** @param {Progress} now */
function show(now) {
  sayOrHide(trouble, "");
  box.dataset.state = now.state;
  say(one("[data-words]", box), now.words);
  if (now.total) {
    bar.max = now.total;
    bar.value = now.done;
  }
  if (now.live) setTimeout(ask, ASK_EVERY);
  else if (now.state === "done" && first.live) location.replace(now.file);
}

async function ask() {
  const { answer, refused } = await outcome(get(box.dataset.address ?? "", { timeout: 5000 }));
  if (answer) return show(answer);
  // The system may be starting again: the paper is asked about until it answers.
  sayOrHide(trouble, refused?.message ?? "");
  setTimeout(ask, ASK_EVERY * 2);
}

one("[data-cancel]", box).addEventListener("click", async () => {
  const { answer, refused } = await outcome(post(`${box.dataset.address}/cancel`));
  if (answer) show(answer);
  else sayOrHide(trouble, refused?.message ?? "");
});

show(first);
