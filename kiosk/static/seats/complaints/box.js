/** The suggestion box at the information desk: its slips are counted, then written down. */

import { one } from "/static/js/dom.js";
import { afterSuccess, bodyOf, shape } from "../common/forms.js";

// A day that was missed may have been opened too early: its record is the one that was seen.
shape("late-box", (form) => ({
  ...bodyOf(form),
  seen: Number(one("[name=day] :checked", form).dataset.seen),
}));
afterSuccess("slips", ({ id, slips, transcribed }) => {
  if (slips > transcribed) location.assign(`/informasi/pengaduan?kotak=${id}`);
});
