/** The complaint book: a month's A4 pages open by choosing it, more filters by a button. */

import { byId, on } from "/static/js/dom.js";

on("change", "[data-go]", (choice) => {
  if (choice.value) window.open(choice.value, "_blank", "noopener");
  choice.value = "";
});
on("click", "[data-more]", (button) => {
  const box = byId(button.getAttribute("aria-controls"));
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
});
