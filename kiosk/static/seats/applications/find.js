/** Find a file by number, name or NIK; it opens at once when there is only one. */

import { post } from "/static/js/api.js";
import { one, sayOrHide } from "./dom.js";
import { fillFileRows } from "./file_list.js";

/** Begin to answer the page's search. */
export function showFind() {
  const form = one("[data-file-find]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    find(form);
  });
}

async function find(form) {
  const text = form.elements.text.value.trim();
  const list = one("[data-hits]");
  const line = one("[data-find-say]", form);
  if (!text) return sayOrHide(line, "Ketik nomor registrasi, nama, atau NIK dahulu.");
  try {
    const found = await post("/api/v1/applications/search", { text });
    sayOrHide(line, found.total ? "" : "Tidak ada berkas yang cocok.");
    if (found.total === 1) return location.assign(list.dataset.url + found.rows[0].number);
    return fillFileRows(list, found.rows);
  } catch (refused) {
    return sayOrHide(line, refused.message);
  }
}
