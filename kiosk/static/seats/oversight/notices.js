/** The notice board's editor: what is typed is drawn by the board's own script, and looked at. */

import { post } from "/static/js/api.js";
import { one } from "./dom.js";
import { then } from "./forms.js";
import { showRemarks } from "./oversight_remarks.js";
import "./oversight.js";

const REST = 400;
const SCREEN = 1920;
// What the board shows of a card's words; the page of announcements shows them all.
const LONGEST = 120;

const form = one("[data-card]");
const look = one("[data-look]");
const { setNotices, paginate } = await import(look.dataset.drawing);
let later = 0;

then("pinned", () => location.assign("/papan-pengumuman"));
form.addEventListener("input", () => {
  draw();
  clearTimeout(later);
  later = setTimeout(check, REST);
});
document.addEventListener("refused", ({ detail }) => {
  if (["personal", "unconfirmed"].includes(detail.code)) check();
});
new ResizeObserver(fit).observe(look);
fit();
draw();
document.fonts.ready.then(paginate);

/** The screen of the board, as much smaller as the place for it is. */
function fit() {
  look.style.setProperty("--scale", look.clientWidth / SCREEN);
}

function draw() {
  const { title, body } = form.elements;
  const icon = one("[name=kind]:checked", form).dataset.icon;
  const words = body.value.trim().replace(/\s+/g, " ");
  const shown = shortened(words);
  setNotices([{ id: "card", icon, title: title.value.trim() || "Judul kartu", body: shown }]);
  one("[data-cut]").hidden = shown === words;
}

/** As many whole words as the board has time for. */
function shortened(words) {
  if (words.length <= LONGEST) return words;
  const start = words.slice(0, LONGEST - 1);
  return `${start.slice(0, start.lastIndexOf(" ") + 1 || undefined).replace(/[ ,;:.]+$/, "")} …`;
}

async function check() {
  const { title, body } = form.elements;
  try {
    const { remarks } = await post("/api/v1/notices/check", {
      title: title.value, body: body.value,
    });
    showRemarks(form, remarks);
  } catch {
    // Saving is judged by the server anyway.
  }
}
