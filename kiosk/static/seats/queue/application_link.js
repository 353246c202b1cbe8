/** From the person who is being served to their papers, or to their finished KK. */

import { one, say } from "./dom.js";
import { facts, mySeat, onPicture } from "./seat.js";

const link = one("[data-file-link]");

/** Begin to follow who is being served. */
export function showFileLink() {
  if (!link) return;
  onPicture((whole) => {
    const ticket = mySeat(whole)?.ticket;
    const served = ticket?.state === "serving" ? ticket : null;
    const takes = Boolean(served) && facts.services[served.service]?.kinds;
    const gives = Boolean(served) && facts.services[served.service]?.collects;
    say(one("[data-file-words]", link), takes ? "Terima berkas" : gives ? "Serahkan KK" : "Berkas");
    link.classList.toggle("btn--primary", Boolean(takes || gives));
    one("[data-file-key]", link).hidden = !(takes || gives);
    const more = takes ? `?tiket=${served.number}` : gives ? "?ambil=1" : "";
    link.href = link.dataset.home + more;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.repeat) return;
    if (document.querySelector("dialog[open]") || !link.classList.contains("btn--primary")) return;
    event.preventDefault();
    link.click();
  });
}
