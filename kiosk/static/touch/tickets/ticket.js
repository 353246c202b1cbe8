// The ticket page: follows the slip and the queue, then makes room for the next person.

import { again, leave } from "./idle.js";
import { tell } from "./listen.js";
import { countDown, pause } from "./screen.js";
import { ask } from "./server.js";

const LOOK_MS = 1000;

export function start(page) {
  follow(page);
  tell(page.querySelector(".ticket"));
  const place = document.querySelector("[data-leaving]");
  const bar = place.querySelector("[data-left]");
  const stop = countDown(Number(place.dataset.leaving), bar, () => {}, leave);
  const hold = place.querySelector("[data-hold]");
  hold.addEventListener("click", () => {
    stop();
    place.classList.add("is-held");
    hold.setAttribute("aria-pressed", "true");
    hold.disabled = true;
    hold.querySelector("span:last-child").textContent = hold.dataset.heldText;
    again();
  });
}

async function follow(page) {
  for (;;) {
    await pause(LOOK_MS);
    try {
      const answer = await ask(page.dataset.ticketPage);
      if (answer.ok) page.dataset.paper = (await answer.json()).paper;
    } catch {
      // The watch over the server says so; the number on the screen stays true.
    }
  }
}
