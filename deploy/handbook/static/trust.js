/** Whether this browser believes the office's certificate: it asks the office by HTTPS and sees whether that opens. */

import { one, say } from "/static/js/dom.js";

const box = one("[data-trusts]");

// At another port there is no front door with a certificate; by HTTPS one is past the question.
if (location.protocol === "http:" && !location.port) {
  fetch(`https://${location.hostname}/healthz`, { mode: "no-cors", cache: "no-store" }).then(
    () => tell("Peramban ini sudah percaya pada kantor.", "banner--ok"),
    () => tell("Peramban ini belum percaya pada kantor.", "banner--danger"),
  );
}

/**
 * @param {string} words
 * @param {string} look
 */
function tell(words, look) {
  say(one("[data-words]", box), words);
  box.classList.add(look);
  box.hidden = false;
}
