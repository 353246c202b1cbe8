/** The lists of files: heard anew with every change, asked for while the socket is away. */

import { get } from "/static/js/api.js";
import { listen } from "/static/js/live.js";
import { one } from "./dom.js";

const ADDRESS = "/api/v1/applications/inbox";
const ASK_EVERY = 4000;

// A page without lists of files may still have forms and parts that follow something else.
const held = one("[data-files]");

let now = held ? JSON.parse(held.dataset.files) : null;
let asking = 0;
const drawers = [];
const hearers = [];

/** Draw with this at once and on every new picture. */
export function onFiles(draw) {
  drawers.push(draw);
  draw(now);
}

/** Do this when something changed, but not at once. */
export function onChange(hear) {
  hearers.push(hear);
}

export const files = () => now;

/** The file rows of one list, in their order. */
export const rowsOf = (name) => now.lists[name].map((id) => now.files[id]);

/** Ask now: after a press, so that nobody waits for the socket. */
export async function refreshFiles() {
  if (!held) return;
  try {
    show(await get(ADDRESS, { timeout: 3000 }));
  } catch {
    // Whether the system is away is told by the seat's own line.
  }
}

/** Begin to hear. */
export function startFiles() {
  listen("/files", "files", {
    picture: show,
    stale: (isStale) => {
      clearInterval(asking);
      if (isStale) asking = setInterval(refreshFiles, ASK_EVERY);
    },
  });
}

function show(whole) {
  if (whole.seq < now.seq && whole.at <= now.at) return;
  now = whole;
  for (const draw of drawers) draw(now);
  for (const hear of hearers) hear(now);
}
