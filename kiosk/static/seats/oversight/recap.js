/** The recap of a quarter: the promise is looked at before it is kept. */

import { tell } from "./forms.js";
import { one } from "./dom.js";
import { redraw } from "./parts.js";
import { press } from "./press.js";
import { showRemarks } from "./oversight_remarks.js";
import "./oversight.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-promise]");
  if (!form) return;
  event.preventDefault();
  keep(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-promise]");
  if (!form) return;
  form.dataset.dirty = "";
  if (event.target.name === "text") one("[data-saved]", form).textContent = "";
});

async function keep(form) {
  const { text, confirmed, seen } = form.elements;
  const line = one("[data-form-say]", form);
  // Other words, or the same ones confirmed, are another press.
  const name = `promise ${confirmed.checked} ${text.value}`;
  const done = await press(name, form.dataset.promise, {
    text: text.value, confirmed: confirmed.checked, seen: Number(seen.value),
  });
  if (!done) return;
  tell(line, done.refused?.message ?? "", { bad: true });
  if (!done.answer) return;
  const { kept, remarks } = done.answer;
  showRemarks(form, remarks);
  confirmed.checked = false;
  if (!kept) return;
  delete form.dataset.dirty;
  await redraw();
  one("[data-saved]").textContent = "Tersimpan.";
}
