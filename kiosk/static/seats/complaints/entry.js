/** The desk's form: a key for each part of it, digits for the topics, the next one begins at once. */

import { showBands } from "./bands.js";
import { onNews, startNews } from "./complaints_news.js";
import { all, one, say } from "./dom.js";
import { bodyOf, shape, startForms, then } from "./forms.js";
import { followParts } from "./parts.js";
import { start } from "./seat.js";

const FIELD_OF = {
  topic: "topic", text: "text", name: "name", phone: "phone", address: "address", channel: "channel",
  requested: "requested", happened: "happened", source: "source", village: "village",
  "received-on": "received", day: "received", unit: "about_unit",
};

const form = one("[data-entry]");
const told = one("[data-entered]");
const topics = all('[name="topic"]', form);
const box = one("[data-box]", form);

// Letters are written down one after another: how they came stays for the next one.
const KEPT = ["channel", "received"];
let kept = [];

shape("complaint", () => {
  kept = KEPT.map((name) => form.elements[name].value);
  const { box: of, about_staff: whom } = form.elements;
  const about_staff = whom.closest("[hidden]") ? 0 : Number(whom.value);
  return { ...bodyOf(form), box: Number(of.value), about_staff };
});
then("entered", entered);
startForms();
showBands();
followParts(onNews);
startNews();
start();

form.addEventListener("input", showParts);
form.addEventListener("refused", ({ detail }) => {
  const field = form.elements[FIELD_OF[detail.code]];
  (field instanceof RadioNodeList ? field[0] : field)?.focus();
});
one("[data-topics]").addEventListener("keydown", chooseByDigit);
document.addEventListener("keydown", goByKey);
addEventListener("beforeunload", (event) => {
  if (form.elements.text.value.trim()) event.preventDefault();
});
showParts();

function showParts() {
  const named = form.elements.named.value === "true";
  for (const part of all("[data-named]", form)) part.hidden = !named;
  const guarded = Boolean(one('[name="topic"]:checked', form)?.hasAttribute("data-guarded"));
  one("[data-ordinary]", form).hidden = guarded;
  for (const part of all("[data-straight]", form)) {
    part.hidden = !guarded && !form.elements.straight.checked;
  }
}

/** A digit chooses the topic and goes on to the words. */
function chooseByDigit(event) {
  if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const topic = topics[(Number(event.key) + 9) % 10];
  if (!topic) return;
  event.preventDefault();
  topic.checked = true;
  showParts();
  form.dataset.dirty = "";
  form.elements.text.focus();
}

function goByKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const to = one(`[data-key="${CSS.escape(event.key)}"]`);
  if (!to || to.closest("[hidden]")) return;
  event.preventDefault();
  if (event.repeat) return;
  if (to.matches("button")) to.click();
  else (to.name === "topic" ? topics.find((each) => each.checked) ?? to : to).focus();
}

/** What was told stands beside the form, which is ready for the next one. */
function entered(answer) {
  say(one("[data-number]", told), answer.number);
  say(one("[data-code]", told), answer.code || "–");
  say(one("[data-due]", told), answer.reply_due);
  one("[data-guarded]", told).hidden = !answer.guarded;
  const open = one("[data-open-it]", told);
  open.hidden = answer.guarded;
  open.href = `/pengaduan-kantor/${answer.number}`;
  one("[data-receipt-say]", told).hidden = true;
  told.hidden = false;
  form.elements.ticket.value = "";
  KEPT.forEach((name, place) => {
    form.elements[name].value = kept[place];
  });
  if (box) nextSlip(answer.left);
  showParts();
  topics[0].focus();
}

function nextSlip(left) {
  const slips = Number(box.dataset.slips);
  say(one("[data-box-words]", box), left ? `Surat ${slips - left + 1} dari ${slips}` : `${slips} surat sudah disalin`);
  one("[data-box-over]", told).hidden = left > 0;
}
