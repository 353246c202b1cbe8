/** A paper that takes long: asks how far it is, stops it, opens it when it is there. */

import { get, post } from "/static/js/api.js";
import { one, say, sayOrHide } from "./dom.js";
import { start } from "./seat.js";

const ASK_EVERY = 1000;

const box = one("[data-wait]");
const bar = one("[data-bar]", box);
const trouble = one("[data-trouble]", box);
const wasLive = JSON.parse(box.dataset.wait).live;

function show(now) {
  sayOrHide(trouble, "");
  box.dataset.state = now.state;
  say(one("[data-words]", box), now.words);
  if (now.total) {
    bar.max = now.total;
    bar.value = now.done;
  }
  if (now.live) setTimeout(ask, ASK_EVERY);
  else if (now.state === "done" && wasLive) location.replace(now.file);
}

async function ask() {
  try {
    show(await get(box.dataset.address, { timeout: 5000 }));
  } catch (refusal) {
    // The system may be starting again: the paper is asked about until it answers.
    sayOrHide(trouble, refusal.message);
    setTimeout(ask, ASK_EVERY * 2);
  }
}

one("[data-cancel]", box).addEventListener("click", async () => {
  try {
    show(await post(`${box.dataset.address}/cancel`));
  } catch (refusal) {
    sayOrHide(trouble, refusal.message);
  }
});

show(JSON.parse(box.dataset.wait));
start();
