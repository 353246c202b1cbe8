/** The sheet of the recovery key opens beside this page: whoever comes back sees that there is a key. */

import { one } from "/static/js/dom.js";

one("[data-sheet]").addEventListener("submit", () => {
  window.addEventListener("focus", () => location.reload(), { once: true });
});
