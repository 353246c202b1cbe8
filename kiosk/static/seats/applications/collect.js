/** A KK that waits to be collected: the number is looked at, what came of the call is one press. */

import { field, maybe, on, one, say, sayOrHide } from "/static/js/dom.js";
import { press } from "../common/press.js";

const SHOWN_FOR = 60_000;

on("click", "[data-outcome]", (button) => {
  field(button.form, "outcome").value = button.dataset.outcome;
  button.form.requestSubmit();
});

on("click", "[data-see-phone]", async (button) => {
  const url = button.dataset.seePhone ?? "";
  const done = await press(url, url, {});
  if (!done) return;
  sayOrHide(one("[data-phone-say]"), done.refused?.message ?? "");
  if (!done.answer) return;
  const place = one("[data-phone]");
  const masked = place.textContent ?? "";
  say(place, done.answer.phone);
  place.classList.add("is-open");
  setTimeout(() => {
    const shown = maybe("[data-phone].is-open");
    if (!shown) return;
    say(shown, masked);
    shown.classList.remove("is-open");
  }, SHOWN_FOR);
});
