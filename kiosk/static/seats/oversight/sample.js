/** A drawn file: its answers are sent by the codes of their questions; then back to the month. */

import { all, field, on, one } from "/static/js/dom.js";
import { afterSuccess, shape } from "../common/forms.js";

const FINDING = "finding";

/** @returns {HTMLInputElement[]} */
const chosen = () => all("[data-answer]:checked");

afterSuccess("month", (_, form) => location.assign(form.dataset.home ?? ""));
shape("answers", (form) => ({
  seen: Number(field(form, "seen").value),
  note: field(form, "note").value,
  severity: /** @type {HTMLInputElement} */ (one("[name=severity]:checked", form)).value,
  answers: Object.fromEntries(chosen().map((input) => [input.dataset.answer, input.value])),
}));
on("change", "[data-answer]", () => {
  one("[data-finding]").hidden = !chosen().some((input) => input.value === FINDING);
});
