/** The suggestion box at the information desk: its slips are counted, then written down. */

import { field } from "/static/js/dom.js";
import { bodyOf, shape, then } from "../common/forms.js";

shape("box", (form) => ({ ...bodyOf(form), slips: Number(field(form, "slips").value) }));
then("slips", ({ id, slips, transcribed }) => {
  if (slips > transcribed) location.assign(`/informasi/pengaduan?kotak=${id}`);
});
