/** Days and times that are typed: said back in words beneath their field, and written one way. */

import { byId, on, say, start } from "/static/js/dom.js";

const DAYS = [/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/, /^(\d\d)(\d\d)(\d{4})$/];
const TIME = /^(\d{1,2})[.:]?(\d\d)$/;
const MOMENT = /^(.*\S)\s+(\S+)$/;
const WORDS = new Intl.DateTimeFormat("id-ID", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const HELP = "Tulis hari-bulan-tahun, seperti 23-11-2026.";

/** @param {number | string} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {string} text */
function dayOf(text) {
  const found = DAYS.map((pattern) => pattern.exec(text)).find(Boolean);
  if (!found) return null;
  const [day, month, year] = found.slice(1).map(Number);
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCDate() === day && made.getUTCMonth() === month - 1 ? made : null;
}

/** @param {string} text */
function timeOf(text) {
  const found = TIME.exec(text);
  return found && Number(found[1]) < 24 && Number(found[2]) < 60
    ? `${two(found[1])}.${found[2]}`
    : "";
}

/**
 * How it is written, and its words; both empty for what the office will not understand.
 * @param {string} kind
 * @param {string} text
 */
function read(kind, text) {
  if (kind === "time") return { written: timeOf(text), words: "" };
  const parts = kind === "moment" ? MOMENT.exec(text) : ["", text, ""];
  const day = dayOf(parts?.[1] ?? "");
  const time = timeOf(parts?.[2] ?? "");
  if (!day || (kind === "moment" && !time)) return { written: "", words: "" };
  const date = `${two(day.getUTCDate())}-${two(day.getUTCMonth() + 1)}-${day.getUTCFullYear()}`;
  return {
    written: `${date} ${time}`.trim(),
    words: time ? `${WORDS.format(day)} pukul ${time}` : WORDS.format(day),
  };
}

/** @param {HTMLInputElement} input */
const found = (input) => read(input.dataset.typed ?? "", input.value.trim());

/** @param {HTMLInputElement} input */
const sayBack = (input) => say(byId(`kata-${input.id}`), found(input).words);

start("[data-typed]", sayBack);
on("input", "[data-typed]", sayBack);
on("change", "[data-typed]", (input) => {
  const { written } = found(input);
  if (written) input.value = written;
  else if (input.value.trim() && input.dataset.typed !== "time")
    say(byId(`kata-${input.id}`), HELP);
});
on("reset", "form", (form) =>
  setTimeout(() => form.querySelectorAll("[data-typed]").forEach(sayBack)),
);
