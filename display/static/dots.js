/** Round marks that tell which of several pages shows. */

import { make, mark } from "/static/js/dom.js";

/**
 * Marks for `count` pages with the one at `current` lit.
 * @param {number} count
 * @param {number} current
 */
export const dots = (count, current) =>
  Array.from({ length: count }, (_, index) => {
    const dot = make("span", "dot");
    mark(dot, "on", index === current);
    return dot;
  });
