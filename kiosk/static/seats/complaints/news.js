/** News of complaints: the server only says that something changed; the page asks for its own. */

import { get } from "/static/js/api.js";
import { listen } from "/static/js/live.js";

const ADDRESS = "/api/v1/complaints/waiting";
const ASK_EVERY = 5000;

const hearers = [];

let first = true;
let asking = 0;

/** Do this when something changed. */
export function onNews(hear) {
  hearers.push(hear);
}

/** How much waits for this person: {unreported, mine, late, box}; null while it cannot be asked. */
export const waiting = () => get(ADDRESS, { timeout: 3000 }).catch(() => null);

/** Begin to hear; without the socket the page asks every few seconds. */
export function startNews() {
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
}

function tell() {
  for (const hear of hearers) hear();
}
