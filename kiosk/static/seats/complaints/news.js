/** News of complaints: the server only says that something changed; the page asks for its own. */

import { listen } from "/static/js/live.js";
import { redrawSoon } from "../common/parts.js";

const ASK_EVERY = 5000;

/** @type {(() => unknown)[]} */
const hearers = [redrawSoon];

let first = true;
let asking = 0;

/**
 * Do this when something changed.
 * @param {() => unknown} hear
 */
export const onNews = (hear) => hearers.push(hear);

// Without the socket the page asks every few seconds.
listen("/complaints", "complaints", {
  picture: () => {
    // The page was drawn a moment ago: what is sent on connecting is no news.
    if (!first) tell();
    first = false;
  },
  stale: (isStale) => {
    clearInterval(asking);
    if (isStale) asking = setInterval(tell, ASK_EVERY);
  },
});

function tell() {
  for (const hear of hearers) hear();
}
