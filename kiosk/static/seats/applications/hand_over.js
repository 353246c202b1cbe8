/** The page of one file at the counter. */

import { showBands } from "./bands.js";
import { startChecklist } from "./checklist.js";
import { startCode } from "./code.js";
import { one } from "./dom.js";
import { startFiles } from "./files.js";
import { startForms, tell, thenAtOnce } from "./forms.js";
import { followParts, onPart, redraw } from "./parts.js";
import { press } from "./press.js";
import { refill, startReveal } from "./reveal.js";
import { start } from "./seat.js";
import { newTouch } from "./touch.js";

const paper = (what) => async (file) => {
  const url = `/api/v1/applications/${file.id}/${what}`;
  const done = await press(url, url, { touch: newTouch() });
  await redraw();
  if (done?.refused) tell(one("[data-end-say]"), done.refused.message, { bad: true });
  else if (done) tell(one("[data-end-say]"), `${done.answer.label}.`);
};

thenAtOnce("returned", paper("return-note"));
thenAtOnce("hand-over", paper("hand-over-receipt"));
startForms();
startChecklist();
startCode();
startReveal();
onPart(refill);
onPart(followTaker);
showBands();
startFiles();
followParts();
start();

/** The applicant collects: the name is known already. A proxy brings a letter. */
function followTaker(part) {
  const form = one("#serah", part);
  form?.addEventListener("change", (event) => {
    if (event.target.name !== "relation") return;
    const taker = form.elements.taker;
    const names = [...form.elements.relation].map((radio) => radio.dataset.takerName);
    if (event.target.dataset.takerName) taker.value = event.target.dataset.takerName;
    else if (names.includes(taker.value)) taker.value = "";
    const letter = one("[data-letter]", form);
    letter.hidden = event.target.value !== "proxy";
    form.elements.letter.required = !letter.hidden;
    if (letter.hidden) form.elements.letter.value = "";
  });
}
