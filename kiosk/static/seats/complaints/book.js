/** The complaint book: its rows follow the office; a month's A4 pages open by choosing it. */

import { showBands } from "./bands.js";
import { onNews, startNews } from "./complaints_news.js";
import { one } from "./dom.js";
import { followParts } from "./parts.js";
import { start } from "./seat.js";

one("[data-go]").addEventListener("change", ({ target }) => {
  if (target.value) window.open(target.value, "_blank", "noopener");
  target.value = "";
});
one("[data-more]").addEventListener("click", ({ currentTarget }) => {
  const box = document.getElementById(currentTarget.getAttribute("aria-controls"));
  box.hidden = !box.hidden;
  currentTarget.setAttribute("aria-expanded", String(!box.hidden));
});
showBands();
followParts(onNews);
startNews();
start();
