/** The clock in the header: the server's time, ticking on by itself. */

import { start } from "/static/js/dom.js";

start("[data-clock]", (place) => {
  const ahead = Number(place.dataset.clock) - Date.now();
  const write = new Intl.DateTimeFormat("id-ID", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: place.dataset.zone,
  });
  const tick = () => {
    place.textContent = write.format(Date.now() + ahead).replace(":", ".");
  };
  tick();
  setInterval(tick, 1000);
});
