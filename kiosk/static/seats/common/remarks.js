/** What stands in a public text that should not, or perhaps should not: names and numbers. */

import { all, one } from "./dom.js";

/**
 * Show the remarks in the form's list, hidden when there are none; a tick is asked for when a human
 * being may let them pass, and anew when they are others than before.
 */
export function showRemarks(form, remarks) {
  const list = one("[data-remarks]", form);
  const before = list.textContent;
  list.hidden = remarks.length === 0;
  list.replaceChildren(...remarks.map(row));
  const asked = one("[data-confirm]", form);
  asked.hidden = remarks.length === 0 || remarks.some((remark) => remark.blocks);
  if (asked.hidden || list.textContent !== before) {
    for (const tick of all("input", asked)) tick.checked = false;
  }
}

function row({ text, found, blocks }) {
  const line = document.createElement("li");
  line.className = blocks ? "remark remark--bad" : "remark";
  const words = document.createElement("strong");
  words.textContent = found;
  line.append(`${text} `, words, blocks ? " Hapus dahulu." : "");
  return line;
}
