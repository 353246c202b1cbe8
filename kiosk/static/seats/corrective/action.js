/** A corrective action: whys one after another, the plan sent as lists, a plan opened to change. */

import { all, one } from "./dom.js";
import { shape, then } from "./forms.js";
import { onPart } from "./parts.js";
import "./oversight.js";

then("open", ({ url }) => location.assign(url));
shape("plan", planOf);
onPart(begin);
for (const form of all("form[data-shape=plan]")) begin(form.closest("section"));

one(".action-body form:not([data-folded])")?.closest(".step").scrollIntoView({ block: "nearest" });

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-why]")) unfoldWhys(event.target.closest("form"));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfold]");
  if (!button) return;
  const form = document.getElementById(button.dataset.unfold);
  delete form.dataset.folded;
  one(`[data-read="${button.dataset.unfold}"]`).hidden = true;
  button.hidden = true;
  one("input:not([hidden])", form).focus();
});

function begin(part) {
  for (const form of all("form[data-shape=plan]", part)) unfoldWhys(form);
}

/** The next question shows once the one before it has its answer. */
function unfoldWhys(form) {
  let open = true;
  for (const row of all("[data-why]", form)) {
    const filled = one("input", row).value.trim() !== "";
    row.hidden = !open && !filled;
    open = filled;
  }
}

function planOf(form) {
  const value = (name) => form.elements[name].value;
  const causes = all("[name^=cause-]", form).filter((field) => field.value.trim());
  return {
    seen: Number(value("seen")),
    owner: Number(value("owner")),
    due_on: value("due_on"),
    corrective: value("corrective"),
    preventive: value("preventive"),
    correction: value("correction"),
    corrected_on: value("corrected_on"),
    whys: all("[name^=why-]", form).map((field) => field.value).filter((text) => text.trim()),
    causes: Object.fromEntries(causes.map((field) => [field.name.slice(6), field.value])),
  };
}
