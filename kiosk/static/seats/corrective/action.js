/** A corrective action: whys one after another, the plan sent as lists, a plan opened to change. */

import { outcome, post } from "/static/js/api.js";
import { all, field, maybe, near, on, one, start } from "/static/js/dom.js";
import { afterSuccess, shape, tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";

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

on("change", "[data-evidence]", attach);

/**
 * Send the chosen file; what was typed beside it stays.
 * @param {HTMLInputElement} input
 */
async function attach(input) {
  const [file] = input.files ?? [];
  if (!file) return;
  tell(one("[data-evidence-say]"), "Mengirim dan memeriksa …");
  const form = new FormData();
  form.append("file", file);
  input.disabled = true;
  const done = await outcome(post(input.dataset.evidence ?? "", form, { timeout: 120_000 }));
  await redraw();
  for (const now of all("[data-evidence]")) Object.assign(now, { disabled: false, value: "" });
  tell(one("[data-evidence-say]"), done.refused?.message ?? "Terlampir.", {
    bad: Boolean(done.refused),
  });
}

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
    verify_from: value("verify_from"),
    correction: value("correction"),
    corrected_on: value("corrected_on"),
    whys: whys.map((why) => why.value).filter((text) => text.trim()),
    causes: Object.fromEntries(written.map((cause) => [cause.name.slice(6), cause.value])),
  };
}
