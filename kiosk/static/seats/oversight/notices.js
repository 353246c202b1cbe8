/** The notice board's editor: what is typed is drawn by the board's own script, and looked at. */

import { post } from "/static/js/api.js";
import { field, one } from "/static/js/dom.js";
import { afterSuccess } from "../common/forms.js";
import { showRemarks } from "../common/remarks.js";

const REST = 400;
const SCREEN = 1920;
// What the board shows of a card's words; the page of announcements shows them all.
const LONGEST = 120;

/** @type {HTMLFormElement} */
const form = one("[data-card]");
const look = one("[data-look]");
/** @type {typeof import("../../../../display/static/notices.js")} */
const { setNotices, paginate } = await import(look.dataset.drawing ?? "");
let later = 0;

afterSuccess("pinned", () => location.assign("/papan-pengumuman"));
form.addEventListener("input", () => {
  draw();
  clearTimeout(later);
  later = setTimeout(check, REST);
});
document.addEventListener("refused", (event) => {
  if (["personal", "unconfirmed"].includes(/** @type {CustomEvent} */ (event).detail.code)) check();
});
new ResizeObserver(fit).observe(look);
fit();
draw();
document.fonts.ready.then(paginate);

/** The screen of the board, as much smaller as the place for it is. */
function fit() {
  look.style.setProperty("--scale", String(look.clientWidth / SCREEN));
}

function draw() {
  const title = field(form, "title").value.trim() || "Judul kartu";
  const icon = one("[name=kind]:checked", form).dataset.icon ?? "";
  const words = field(form, "body").value.trim().replace(/\s+/g, " ");
  const body = shortened(words);
  setNotices([{ id: "card", icon, title, body }]);
  one("[data-cut]").hidden = body === words;
}

/**
 * As many whole words as the board has time for.
 * @param {string} words
 */
function shortened(words) {
  if (words.length <= LONGEST) return words;
  const start = words.slice(0, LONGEST - 1);
  return `${start.slice(0, start.lastIndexOf(" ") + 1 || undefined).replace(/[ ,;:.]+$/, "")} …`;
}

async function check() {
  const found = await post("/api/v1/notices/check", {
    title: field(form, "title").value,
    body: field(form, "body").value,
  }).catch(() => null);
  // Saving is judged by the server anyway.
  if (found) showRemarks(form, found.remarks);
}
