/** The button that prints this page; it is there where a script runs. */

import { all, on } from "/static/js/dom.js";

for (const button of all("[data-print-page]")) button.hidden = false;
on("click", "[data-print-page]", () => print());
