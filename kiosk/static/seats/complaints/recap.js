/** The recap of a quarter: the promise is looked at before it is kept. */

import { field, on, one, say } from "/static/js/dom.js";
import { tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";
import { press } from "../common/press.js";
import { showRemarks } from "../common/remarks.js";

on("submit", "form[data-promise]", (form, event) => {
  event.preventDefault();
  keep(form);
});
on("input", "form[data-promise]", (form, { target }) => {
  form.dataset.dirty = "";
  if (target === field(form, "text")) say(one("[data-saved]", form), "");
});

/** @param {HTMLFormElement} form */
async function keep(form) {
  const text = field(form, "text").value;
  const confirmed = field(form, "confirmed");
  const seen = Number(field(form, "seen").value);
  // Other words, or the same ones confirmed, are another press.
  const done = await press(`promise ${confirmed.checked} ${text}`, form.dataset.promise ?? "", {
    text,
    confirmed: confirmed.checked,
    seen,
  });
  if (!done) return;
  tell(one("[data-form-say]", form), done.refused?.message ?? "", { bad: true });
  if (!done.answer) return;
  const { kept, remarks } = done.answer;
  showRemarks(form, remarks);
  confirmed.checked = false;
  if (!kept) return;
  delete form.dataset.dirty;
  await redraw();
  say(one("[data-saved]"), "Tersimpan.");
}
