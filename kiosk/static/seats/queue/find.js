/** Find a number of today and read its story. */

import { get, outcome } from "/static/js/api.js";
import { all, field, on, one, say, sayOrHide, stamp } from "/static/js/dom.js";
import { press } from "../common/press.js";
import { facts, mySeat, onPicture, picture } from "../common/seat.js";
import { open } from "../common/tabs.js";
import { askReason } from "./ask.js";
import { bringBack, callHere } from "./stage.js";
import { PAPERS_SHORT, STATES, what } from "./words.js";

/**
 * @typedef {{ time: string, text: string, who: string, undone: boolean }} Line
 * @typedef {{
 *   id: number, number: string, state: string, service: string, kind: string | null,
 *   counter: number | null, priority: string | null, paper: string, ahead: number,
 *   estimate: string | null, lines: Line[], steps: string[],
 * }} Story
 */

/** @type {HTMLFormElement} */
const form = one("[data-find]");
const message = one("[data-find-say]");
const page = one("[data-story]");

/** @type {Story | null} */
let shown = null;
let wanted = "";
let asking = 0;

/** @type {Record<string, (story: Story) => Promise<import("../common/press.js").Outcome | undefined>>} */
const DEEDS = {
  reprint: (story) => press(`reprint-${story.id}`, `/api/v1/tickets/${story.id}/reprint`),
  back: (story) => bringBack(story.number),
  call: (story) => callHere(story.number),
  cancel: async (story) => {
    const reason = await askReason(story.number);
    if (reason === undefined) return undefined;
    const seat = mySeat();
    return seat && story.counter === seat.id
      ? press("cancel", `/api/v1/counters/${seat.id}/cancel`, { number: story.number, reason })
      : press("cancel", `/api/v1/desk/tickets/${story.number}/cancel`, { reason });
  },
};

on("submit", "[data-find]", (_, event) => {
  event.preventDefault();
  find(field(form, "number").value);
});
on("click", "[data-story-do]", (button) => shown && act(button.dataset.storyDo, shown));
onPicture(() => {
  if (shown && !page.closest("[hidden]")) find(wanted);
});

const asked = new URLSearchParams(location.search).get("nomor");
// The tabs begin first: this page's modules run in the order of its list.
if (asked) setTimeout(look, 0, asked);

/**
 * Show this number's story in its tab.
 * @param {string} number
 */
export function look(number) {
  open("tab-cari", { focus: true });
  field(form, "number").value = number;
  find(number);
}

/** @param {string} number */
async function find(number) {
  const mine = ++asking;
  // What was asked for last is what a new picture asks for again, not what is still shown.
  wanted = number.trim();
  if (!wanted) return draw(null, "Ketik nomornya dahulu, misalnya a12.");
  const url = `/api/v1/desk/tickets/${encodeURIComponent(wanted)}`;
  const { answer, refused } = await outcome(get(url));
  if (mine !== asking) return;
  draw(refused?.status === 0 ? shown : (answer ?? null), refused?.message ?? "");
}

/**
 * @param {Story | null} story
 * @param {string} words
 */
function draw(story, words) {
  shown = story;
  sayOrHide(message, words);
  page.hidden = !story;
  one("[data-story-none]").hidden = Boolean(story) || Boolean(words);
  if (!story) return;
  say(one("[data-story-number]"), story.number);
  say(one("[data-story-state]"), `${STATES[story.state]}${where(story)}`);
  const priority = story.priority ? ` · Prioritas: ${story.priority}` : "";
  say(one("[data-story-what]"), `${what(story, true)}${priority} · ${PAPERS_SHORT[story.paper]}`);
  const steps = story.steps.filter((step) => step !== "reprint" || facts.slipPaper !== "none");
  for (const button of all("[data-story-do]", page)) {
    button.hidden = !steps.includes(button.dataset.storyDo ?? "");
  }
  one("[data-story-lines]").replaceChildren(...story.lines.map(line));
}

/** @param {Story} story */
function where(story) {
  const counter = picture().counters.find((one) => one.id === story.counter);
  if (story.state === "waiting") {
    return ` · ${story.ahead} di depan${story.estimate ? `, ${story.estimate}` : ""}`;
  }
  return counter ? ` · ${counter.name}` : "";
}

/** @param {Line} of */
function line(of) {
  const row = stamp("story-line");
  row.classList.toggle("is-undone", of.undone);
  say(one("[data-time]", row), of.time);
  say(one("[data-text]", row), of.undone ? `${of.text} (diurungkan)` : of.text);
  say(one("[data-who]", row), of.who);
  return row;
}

/**
 * @param {string} name
 * @param {Story} story
 */
async function act(name, story) {
  const done = await DEEDS[name](story);
  if (done?.refused) sayOrHide(message, done.refused.message);
  else find(story.number);
}
