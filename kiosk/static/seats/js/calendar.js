/** The calendar: a day set or taken away, and how many due times that moved. */

import { request } from "/static/js/api.js";
import { one } from "./dom.js";
import { startFiles } from "./files.js";
import { startForms, tell, then } from "./forms.js";
import { showBands } from "./bands.js";
import { followParts, redraw } from "./parts.js";
import { start } from "./seat.js";

const form = one("[data-day]");
const line = one("[data-day-say]");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { day, kind, name } = form.elements;
  if (!day.value) return tell(line, "Isi tanggalnya dahulu.", { bad: true });
  return send("PUT", day.value, { kind: kind.value, name: name.value });
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove-day]");
  if (button) send("DELETE", button.dataset.removeDay);
});

then("moved", moved);
startForms();
showBands();
startFiles();
followParts();
start();

async function send(method, day, body) {
  try {
    moved(await request(method, `/api/v1/calendar/${day}`, body));
    form.elements.name.value = "";
    await redraw();
  } catch (refused) {
    tell(line, refused.message, { bad: true });
  }
}

function moved({ moved: files }) {
  tell(line, files
    ? `Tersimpan. Batas waktu ${files} berkas yang berjalan ikut berubah.`
    : "Tersimpan. Tidak ada batas waktu berkas yang berubah.");
}
