/** Complaints at the information desk: its panel follows the office, the box is recorded. */

import { onNews, startNews } from "./complaints_news.js";
import { one } from "./dom.js";
import { bodyOf, shape, startForms, then } from "./forms.js";
import { followParts } from "./parts.js";

/** Begin, where this person has to do with complaints. */
export function startDeskComplaints() {
  if (!one("[data-complaints]")) return;
  shape("box", (form) => ({ ...bodyOf(form), slips: Number(form.elements.slips.value) }));
  then("slips", (answer) => {
    if (answer.slips > answer.transcribed) location.assign(`/informasi/pengaduan?kotak=${answer.id}`);
  });
  startForms();
  followParts(onNews);
  startNews();
}
