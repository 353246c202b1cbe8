/** The ticket page: follows the slip and the queue, then makes room for the next person. */

import { on, one, pause, start } from "/static/js/dom.js";
import { again, leave } from "../common/idle.js";
import { tell } from "../common/listen.js";
import { measure } from "../common/pager.js";
import { countDown } from "../common/screen.js";
import { ask } from "../common/server.js";

const LOOK_MS = 1000;

start("[data-ticket-page]", (page) => {
  follow(page);
  tell(one(".ticket", page));
  const place = one("[data-leaving]");
  const seconds = Number(place.dataset.leaving);
  const stop = countDown(seconds, one("[data-left]", place), () => {}, leave);
  on("click", "[data-hold]", (hold) => {
    stop();
    place.classList.add("is-held");
    hold.setAttribute("aria-pressed", "true");
    hold.disabled = true;
    one("span:last-child", hold).textContent = hold.dataset.heldText;
    again();
  });
});

/** @param {HTMLElement} page */
async function follow(page) {
  for (;;) {
    await pause(LOOK_MS);
    // The watch over the server says when it is away; the number on the screen stays true.
    const stand = await ask(page.dataset.ticketPage ?? "")
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null);
    if (stand && page.dataset.paper !== stand.paper) {
      page.dataset.paper = stand.paper;
      measure();
    }
  }
}
