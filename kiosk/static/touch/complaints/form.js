// The complaint form: which step follows, what stands on the page where everything is checked.

import { form, start, typedWords } from "./ask.js";

start((name) => {
  const who = form().elements.nama_saya.value === "ya";
  const at = (step) => form().querySelector(`[data-step="${step}"]`);
  at("more").dataset.next = who ? "who" : "check";
  at("check").dataset.back = who ? "who" : "more";
  if (name === "words") showOwnWords();
  if (name === "check") fill(who);
});

// Choosing between name and no name decides where "go on" leads.
document.addEventListener("change", (event) => {
  if (event.target.name === "nama_saya") {
    form().querySelector('[data-step="more"]').dataset.next = event.target.value ? "who" : "check";
  }
});

function showOwnWords() {
  const place = form().querySelector("[data-own-words]");
  const label = form().querySelector("[data-write-label]");
  place.textContent = typedWords();
  place.hidden = !typedWords();
  label.textContent = typedWords() ? label.dataset.full : label.dataset.empty;
}

function fill(who) {
  const { elements } = form();
  const list = form().querySelector("[data-check]");
  const say = (name, text) => { list.querySelector(`[data-of="${name}"]`).textContent = text; };
  const chips = [...form().querySelectorAll("[data-words]:checked")].map(
    (chip) => `${chip.parentElement.querySelector(".chip-name").textContent}.`,
  );
  const straight = list.dataset.guarded || elements.langsung.checked;
  say("words", [...chips, typedWords()].join(" ").trim());
  say("who", who ? named(elements, list) : list.dataset.anonymous);
  say("village", elements.desa.value || list.dataset.nowhere);
  say("way", straight ? list.dataset.straight : list.dataset.ordinary);
}

function named(elements, list) {
  const parts = [elements.nama.value.trim(), elements.telepon.value.trim()];
  if (elements.rahasia.checked) parts.push(list.dataset.hidden);
  return parts.filter(Boolean).join(" · ") || list.dataset.anonymous;
}
