/** Facilities: the counts of one look around are sent together. */

import { all, field, one } from "/static/js/dom.js";
import { shape } from "../common/forms.js";

shape("counts", (form) => ({
  day: field(form, "day").value,
  counts: all("[data-counted]", form).map((row) => ({
    facility: row.dataset.counted,
    present: Number(/** @type {HTMLInputElement} */ (one("[name=present]", row)).value),
    condition: /** @type {HTMLSelectElement} */ (one("[name=condition]", row)).value,
  })),
}));
