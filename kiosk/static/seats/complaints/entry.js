/** The desk's form: a key for each part of it, digits for the topics, the next one begins at once. */

import { outcome, post } from "/static/js/api.js";
import { all, field, keepInStep, make, maybe, on, one, say } from "/static/js/dom.js";
import { afterSuccess, bodyOf, shape } from "../common/forms.js";

/** @typedef {{ number: string, code: string, reply_due: string, guarded: boolean, left: number }} Entered */

/** @typedef {{ number: string, day: string, label: string, text: string, url: string }} Alike */

const LOOK_AFTER = 700;
const LEAST_WORDS = 10;

/** @type {Record<string, string>} */
const FIELD_OF = {
  topic: "topic",
  text: "text",
  name: "name",
  phone: "phone",
  address: "address",
  channel: "channel",
  requested: "requested",
  happened: "happened",
  source: "source",
  village: "village",
  "received-on": "received",
  day: "received",
  unit: "about_unit",
};

/** @type {HTMLFormElement} */
const form = one("[data-entry]");
const told = one("[data-entered]");
/** @type {HTMLInputElement[]} */
const topics = all('[name="topic"]', form);
const box = maybe("[data-box]", form);

// Letters are written down one after another: how they came stays for the next one.
const KEPT = ["channel", "received"];
/** @type {string[]} */
let kept = [];
let later = 0;
let asked = 0;

shape("complaint", () => {
  kept = KEPT.map((name) => field(form, name).value);
  const whom = field(form, "about_staff");
  const about_staff = whom.closest("[hidden]") ? 0 : Number(whom.value);
  return { ...bodyOf(form), box: Number(field(form, "box").value), about_staff };
});
afterSuccess("entered", entered);

form.addEventListener("input", showParts);
form.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(lookForAlike, LOOK_AFTER);
});
form.addEventListener("refused", (event) => {
  const { code } = /** @type {CustomEvent} */ (event).detail;
  maybe(`[name="${FIELD_OF[code]}"]`, form)?.focus();
});
on("keydown", "[data-topics]", (_, event) => chooseByDigit(event));
document.addEventListener("keydown", goByKey);
addEventListener("beforeunload", (event) => {
  if (field(form, "text").value.trim()) event.preventDefault();
});
showParts();

function showParts() {
  const named = field(form, "named").value === "true";
  for (const part of all("[data-named]", form)) part.hidden = !named;
  const guarded = Boolean(maybe('[name="topic"][data-guarded]:checked', form));
  one("[data-ordinary]", form).hidden = guarded;
  for (const part of all("[data-straight]", form)) {
    part.hidden = !guarded && !field(form, "straight").checked;
  }
}

/**
 * A digit chooses the topic and goes on to the words.
 * @param {KeyboardEvent} event
 */
function chooseByDigit(event) {
  if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const topic = topics[(Number(event.key) + 9) % 10];
  if (!topic) return;
  event.preventDefault();
  topic.checked = true;
  showParts();
  form.dataset.dirty = "";
  field(form, "text").focus();
}

/** What is being written may be in the book already; what was asked before is answered too late. */
async function lookForAlike() {
  const turn = ++asked;
  const topic = topics.find((each) => each.checked)?.value;
  const [text, happened] = ["text", "happened"].map((name) => field(form, name).value);
  const enough = topic && text.trim().length >= LEAST_WORDS;
  const { answer } = enough
    ? await outcome(post("/api/v1/complaints/alike", { topic, text, happened }))
    : { answer: null };
  if (turn === asked) showAlike(answer?.alike ?? []);
}

/** @param {Alike[]} found */
function showAlike(found) {
  one("[data-alike]").hidden = found.length === 0;
  keepInStep(one("[data-alike-rows]"), found, { key: ({ number }) => number, make: alikeRow });
}

/** @param {Alike} alike */
function alikeRow({ number, day, label, text, url }) {
  const top = make("span", "pile-top");
  top.append(make("strong", "number", number), " ", make("span", "soft", `${day} · ${label}`));
  const link = make("a", "alike-one", top, make("span", "alike-words", text));
  // What is being written here stays.
  link.setAttribute("href", url);
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener");
  return make("li", "", link);
}

/** @param {KeyboardEvent} event */
function goByKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const to = maybe(`[data-key="${CSS.escape(event.key)}"]`);
  if (!to || to.closest("[hidden]")) return;
  event.preventDefault();
  if (event.repeat) return;
  if (to.matches("button")) to.click();
  else if (to.matches('[name="topic"]')) (topics.find((each) => each.checked) ?? to).focus();
  else to.focus();
}

/**
 * What was told stands beside the form, which is ready for the next one.
 * @param {Entered} answer
 */
function entered(answer) {
  say(one("[data-number]", told), answer.number);
  say(one("[data-code]", told), answer.code || "–");
  say(one("[data-due]", told), answer.reply_due);
  one("[data-guarded]", told).hidden = !answer.guarded;
  const open = one("[data-open-it]", told);
  open.hidden = answer.guarded;
  open.setAttribute("href", `/pengaduan-kantor/${answer.number}`);
  one("[data-receipt-say]", told).hidden = true;
  told.hidden = false;
  clearTimeout(later);
  asked += 1;
  showAlike([]);
  field(form, "ticket").value = "";
  for (const [place, name] of KEPT.entries()) field(form, name).value = kept[place];
  if (box) nextSlip(box, answer.left);
  showParts();
  topics[0].focus();
}

/**
 * @param {HTMLElement} box
 * @param {number} left
 */
function nextSlip(box, left) {
  const slips = Number(box.dataset.slips);
  const words = left ? `Surat ${slips - left + 1} dari ${slips}` : `${slips} surat sudah disalin`;
  say(one("[data-box-words]", box), words);
  one("[data-box-over]", told).hidden = left > 0;
}
