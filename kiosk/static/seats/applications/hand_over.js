/** The file at the counter: its papers are printed at once, and who collects it is asked. */

import { field, on, one } from "/static/js/dom.js";
import { newTouch } from "/static/js/press.js";
import { atSuccess, tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";
import { press } from "../common/press.js";

atSuccess("returned", paper("return-note"));
atSuccess("hand-over", paper("hand-over-receipt"));

/**
 * @param {string} what
 * @returns {(file: { id: number }) => Promise<void>}
 */
function paper(what) {
  return async (file) => {
    const url = `/api/v1/applications/${file.id}/${what}`;
    const done = await press(url, url, { touch: newTouch() });
    await redraw();
    if (done?.refused) tell(one("[data-end-say]"), done.refused.message, { bad: true });
    else if (done) tell(one("[data-end-say]"), `${done.answer.label}.`);
  };
}

// The applicant collects: the name is known already. A proxy brings a letter.
on("change", '#serah [name="relation"]', (chosen) => {
  const taker = field(chosen.form, "taker");
  const names = [...chosen.form.elements.relation].map((radio) => radio.dataset.takerName);
  if (chosen.dataset.takerName) taker.value = chosen.dataset.takerName;
  else if (names.includes(taker.value)) taker.value = "";
  const letter = one("[data-letter]", chosen.form);
  const written = field(chosen.form, "letter");
  letter.hidden = chosen.value !== "proxy";
  written.required = !letter.hidden;
  if (letter.hidden) written.value = "";
});

// Without the code somebody says why, and answers for it by name.
on("change", '#serah [name="no_receipt"]', (why) => {
  const code = field(why.form, "code");
  code.required = !why.value;
  if (why.value) code.value = "";
});
on("input", '#serah [name="code"]', (code) => {
  if (code.value) field(code.form, "no_receipt").value = "";
  code.required = true;
});
