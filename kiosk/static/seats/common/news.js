/** What a new version brings: Esc says that it was read, and it is never shown again. */

import { maybe } from "/static/js/dom.js";

const TYPES = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key !== "Escape" || event.repeat || maybe("dialog[open], :popover-open")) return;
  if (at instanceof Element && at.matches(TYPES)) return;
  maybe("[data-news-read]")?.click();
});
