/** F1 opens the handbook where the page has a link to it; the browser's own help never. */

import { maybe } from "./dom.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "F1") return;
  event.preventDefault();
  if (!event.repeat) maybe("[data-handbook]")?.click();
});
