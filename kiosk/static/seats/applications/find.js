/** Find a file by number, name or NIK; it opens at once when there is only one. */

import { outcome, post } from "/static/js/api.js";
import { field, on, one, sayOrHide } from "/static/js/dom.js";
import { fillRows } from "./lists.js";

on("submit", "[data-file-find]", async (form, event) => {
  event.preventDefault();
  const text = field(form, "text").value.trim();
  const list = one("[data-hits]");
  const line = one("[data-find-say]", form);
  if (!text) return sayOrHide(line, "Ketik nomor registrasi, nama, atau NIK dahulu.");
  const { answer, refused } = await outcome(post("/api/v1/applications/search", { text }));
  if (refused) return sayOrHide(line, refused.message);
  sayOrHide(line, answer.total ? "" : "Tidak ada berkas yang cocok.");
  if (answer.total === 1) location.assign(list.dataset.url + answer.rows[0].number);
  else fillRows(list, answer.rows);
});
