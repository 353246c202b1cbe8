/** From the person who is being served to their papers, or to their finished KK. */

import { maybe, one, say, start } from "/static/js/dom.js";
import { facts, mySeat, onPicture } from "../common/seat.js";

start("[data-file-link]", (link) => {
  onPicture((whole) => {
    const ticket = mySeat(whole)?.ticket;
    const served = ticket?.state === "serving" ? ticket : null;
    const service = served && facts.services[served.service];
    const [words, more] = service?.kinds
      ? ["Terima berkas", `?tiket=${served?.number}`]
      : service?.collects
        ? ["Serahkan KK", "?ambil=1"]
        : ["Berkas", ""];
    say(one("[data-file-words]", link), words);
    link.classList.toggle("btn--primary", more !== "");
    one("[data-file-key]", link).hidden = !more;
    link.href = link.dataset.home + more;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.repeat) return;
    if (maybe("dialog[open]") || !link.classList.contains("btn--primary")) return;
    event.preventDefault();
    link.click();
  });
});
