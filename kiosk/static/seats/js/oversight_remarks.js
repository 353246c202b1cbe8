/** What stands in a public text that should not, or perhaps should not: names and numbers. */

/** Show the remarks as a list; hidden when there are none. */
export function showRemarks(list, remarks) {
  list.hidden = remarks.length === 0;
  list.replaceChildren(...remarks.map(({ text, found, blocks }) => {
    const row = document.createElement("li");
    row.className = blocks ? "remark remark--bad" : "remark";
    const words = document.createElement("strong");
    words.textContent = found;
    row.append(`${text} `, words, blocks ? " Hapus dahulu." : "");
    return row;
  }));
}
