/** Find a number of today and read its story. */

import { get } from "/static/js/api.js";
import { askReason } from "./ask.js";
import { one, say, sayOrHide, stamp } from "./dom.js";
import { press } from "./press.js";
import { facts, mySeat, onPicture, picture } from "./seat.js";
import { may } from "./situation.js";
import { bringBack, callHere } from "./stage.js";
import { open } from "./tabs.js";
import { PAPERS_SHORT, STATES, what } from "./words.js";

const form = one("[data-find]");
const message = one("[data-find-say]");
const page = one("[data-story]");
const AWAY = ["missed", "held", "papers"];
const OVER = ["done", "cancelled", "released"];

let shown = null;
let wanted = "";
let asking = 0;

/** Begin answering the search. */
export function showFind() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find(form.elements.number.value);
  });
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-story-do]");
    if (button && shown) act(button.dataset.storyDo, shown);
  });
  onPicture(() => shown && !page.closest("[hidden]") && find(wanted));
}

/** Show this number's story in its tab. */
export function look(number) {
  open("tab-cari", { focus: true });
  form.elements.number.value = number;
  find(number);
}

async function find(number) {
  const mine = ++asking;
  // What was asked for last is what a new picture asks for again, not what is still shown.
  wanted = number.trim();
  if (!wanted) return draw(null, "Ketik nomornya dahulu, misalnya a12.");
  try {
    const story = await get(`/api/v1/desk/tickets/${encodeURIComponent(wanted)}`);
    if (mine === asking) draw(story, "");
  } catch (refused) {
    if (mine === asking) draw(refused.status === 0 ? shown : null, refused.message);
  }
  return undefined;
}

function draw(story, words) {
  shown = story;
  sayOrHide(message, words);
  page.hidden = !story;
  one("[data-story-none]").hidden = Boolean(story) || Boolean(words);
  if (!story) return;
  say(one("[data-story-number]"), story.number);
  say(one("[data-story-state]"), `${STATES[story.state]}${where(story)}`);
  say(one("[data-story-what]"), about(story));
  for (const [name, wanted] of Object.entries(deeds(story))) {
    one(`[data-story-do="${name}"]`, page).hidden = !wanted;
  }
  one("[data-story-lines]").replaceChildren(...story.lines.map(line));
}

function where(story) {
  const counter = picture().counters.find((one) => one.id === story.counter);
  if (story.state === "waiting" && story.estimate) return ` · ${story.ahead} di depan, ${story.estimate}`;
  if (story.state === "waiting") return ` · ${story.ahead} di depan`;
  return counter ? ` · ${counter.name}` : "";
}

function about(story) {
  const priority = story.priority ? ` · Prioritas: ${story.priority}` : "";
  return `${what(story, true)}${priority} · ${PAPERS_SHORT[story.paper]}`;
}

function deeds(story) {
  const seat = mySeat();
  const away = AWAY.includes(story.state);
  const atCounter = ["called", "serving"].includes(story.state);
  return {
    reprint: !OVER.includes(story.state) && facts.slipPaper !== "none",
    back: away,
    call: (away || story.state === "waiting") && Boolean(seat) && may("call", seat),
    cancel: story.state === "waiting" || story.state === "missed"
      || (atCounter && story.counter === seat?.id),
  };
}

function line(of) {
  const row = stamp("story-line");
  row.classList.toggle("is-undone", of.undone);
  say(one("[data-time]", row), of.time);
  say(one("[data-text]", row), of.undone ? `${of.text} (diurungkan)` : of.text);
  say(one("[data-who]", row), of.who);
  return row;
}

async function act(name, story) {
  const done = await DEEDS[name](story);
  if (done?.refused) sayOrHide(message, done.refused.message);
  else find(story.number);
}

const DEEDS = {
  reprint: (story) => press(`reprint-${story.id}`, `/api/v1/tickets/${story.id}/reprint`, {}),
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
