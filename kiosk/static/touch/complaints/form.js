/** The complaint form: which step follows, what stands on the page where everything is checked. */

import { all, field, on, one } from "/static/js/dom.js";
import { begin, form, typedWords } from "../common/ask.js";

/** @param {string} step */
const at = (step) => one(`[data-step="${step}"]`, form()).dataset;

begin((name) => {
  const who = field(form(), "nama_saya").value === "ya";
  at("more").next = who ? "who" : "check";
  at("check").back = who ? "who" : "more";
  if (name === "words") showOwnWords();
  if (name === "check") fill(who);
});

// Choosing between name and no name decides where "go on" leads.
on("change", '[name="nama_saya"]', ({ value }) => {
  at("more").next = value ? "who" : "check";
});

function showOwnWords() {
  const place = one("[data-own-words]", form());
  const label = one("[data-write-label]", form());
  place.textContent = typedWords();
  place.hidden = !typedWords();
  label.textContent = (typedWords() ? label.dataset.full : label.dataset.empty) ?? "";
}

/** @param {boolean} who */
function fill(who) {
  const list = one("[data-check]", form());
  /** @type {(name: string, text: string | undefined) => void} */
  const say = (name, text = "") => {
    one(`[data-of="${name}"]`, list).textContent = text;
  };
  const chips = all(":has(> [data-words]:checked) .chip-name", form()).map(
    (chip) => `${chip.textContent}.`,
  );
  const straight = list.dataset.guarded || field(form(), "langsung").checked;
  say("words", [...chips, typedWords()].join(" ").trim());
  say("who", (who && named(list)) || list.dataset.anonymous);
  say("village", field(form(), "desa").value || list.dataset.nowhere);
  say("way", straight ? list.dataset.straight : list.dataset.ordinary);
}

/** @param {HTMLElement} list */
function named(list) {
  const parts = ["nama", "telepon"].map((name) => field(form(), name).value.trim());
  if (field(form(), "rahasia").checked) parts.push(list.dataset.hidden ?? "");
  return parts.filter(Boolean).join(" · ");
}
