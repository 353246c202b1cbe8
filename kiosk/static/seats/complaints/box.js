/** The suggestion box at the information desk: its slips are counted, then written down. */

import { field } from "/static/js/dom.js";
import { afterSuccess, bodyOf, shape } from "../common/forms.js";

shape("box", (form) => ({ ...bodyOf(form), slips: Number(field(form, "slips").value) }));
afterSuccess("slips", ({ id, slips, transcribed }) => {
  if (slips > transcribed) location.assign(`/informasi/pengaduan?kotak=${id}`);
});
