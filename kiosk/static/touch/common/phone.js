/** The citizen's page: asks again every few seconds and draws what changed; nothing when nothing did. */

import { pageOf, reach } from "/static/js/api.js";
import { byId, maybe, one, pause } from "/static/js/dom.js";

const LOOK_MS = 6000;

/** @type {string | null} */
let mark = null;

async function look() {
  /** @type {Record<string, string>} */
  const headers = mark ? { "If-None-Match": mark } : {};
  const answer = await reach(location.href, { cache: "no-store", headers });
  if (answer.status === 304 || !answer.ok) return;
  mark = answer.headers.get("ETag");
  draw(await pageOf(answer));
}

/** @param {Document} fresh */
function draw(fresh) {
  const next = maybe("#tiket", fresh);
  const now = byId("tiket");
  if (!next || next.outerHTML === now.outerHTML) return;
  const called = next.classList.contains("tone--now") && !now.classList.contains("tone--now");
  now.replaceWith(next);
  document.title = fresh.title;
  if (called) navigator.vibrate?.([300, 150, 300]);
}

async function follow() {
  const stale = one("[data-stale]");
  for (;;) {
    await pause(LOOK_MS);
    stale.hidden = await look().then(
      () => true,
      () => false,
    );
  }
}

follow();
