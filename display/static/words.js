/** What the board's scripts write, in the language of the page. */

import { byId } from "/static/js/dom.js";

/** @type {any} */
export const words = JSON.parse(byId("words").textContent ?? "");
