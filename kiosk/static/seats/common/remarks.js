/** What stands in a public text that should not, or perhaps should not: names and numbers. */

import { all, make, one } from "/static/js/dom.js";

/** @typedef {{ text: string, found: string, blocks: boolean }} Remark */

/**
 * Show the remarks in the form's list, hidden when there are none; a tick is asked for when a human
 * being may let them pass, and anew when they are others than before.
 * @param {HTMLElement} form
 * @param {Remark[]} remarks
 */
export function showRemarks(form, remarks) {
  const list = one("[data-remarks]", form);
  const before = list.textContent;
  list.hidden = remarks.length === 0;
  list.replaceChildren(
    ...remarks.map(({ text, found, blocks }) =>
      make(
        "li",
        blocks ? "remark remark--bad" : "remark",
        `${text} `,
        make("strong", "", found),
        blocks ? " Hapus dahulu." : "",
      ),
    ),
  );
  const asked = one("[data-confirm]", form);
  asked.hidden = remarks.length === 0 || remarks.some((remark) => remark.blocks);
  if (asked.hidden || list.textContent !== before) {
    for (const tick of all("input", asked)) /** @type {HTMLInputElement} */ (tick).checked = false;
  }
}
