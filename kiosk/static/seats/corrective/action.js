/** A corrective action: whys one after another, the plan sent as lists, a plan opened to change. */

import { all, field, maybe, near, on, one, start } from "/static/js/dom.js";
import { afterSuccess, shape } from "../common/forms.js";

afterSuccess("open", ({ url }) => location.assign(url));
shape("plan", planOf);
start("form[data-shape=plan]", unfoldWhys);

maybe(".action-body form:not([data-folded])")
  ?.closest(".step")
  ?.scrollIntoView({ block: "nearest" });

on("input", "[data-why]", (_, event) => unfoldWhys(near(event, "form")));
on("click", "[data-unfold]", (button) => {
  const name = button.dataset.unfold;
  const form = one(`#${name}`);
  delete form.dataset.folded;
  one(`[data-read="${name}"]`).hidden = true;
  button.hidden = true;
  one("input:not([hidden])", form).focus();
});

/**
 * The next question shows once the one before it has its answer.
 * @param {any} form
 */
function unfoldWhys(form) {
  let open = true;
  for (const row of all("[data-why]", form)) {
    /** @type {HTMLInputElement} */
    const input = one("input", row);
    const filled = input.value.trim() !== "";
    row.hidden = !open && !filled;
    open = filled;
  }
}

/** @param {HTMLFormElement} form */
function planOf(form) {
  /** @param {string} name */
  const value = (name) => field(form, name).value;
  /** @type {HTMLInputElement[]} */
  const causes = all("[name^=cause-]", form);
  /** @type {HTMLInputElement[]} */
  const whys = all("[name^=why-]", form);
  const written = causes.filter((cause) => cause.value.trim());
  return {
    seen: Number(value("seen")),
    owner: Number(value("owner")),
    due_on: value("due_on"),
    corrective: value("corrective"),
    preventive: value("preventive"),
    correction: value("correction"),
    corrected_on: value("corrected_on"),
    whys: whys.map((why) => why.value).filter((text) => text.trim()),
    causes: Object.fromEntries(written.map((cause) => [cause.name.slice(6), cause.value])),
  };
}
