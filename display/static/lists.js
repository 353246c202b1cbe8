/** Counters, missed numbers and who waits: lists that turn pages instead of shrinking. */

import { all, byId, make, mark } from "/static/js/dom.js";
import { dots } from "./dots.js";
import { words } from "./words.js";

/**
 * @typedef {{ id: number, name: string, label: string, words: string, number: string | null }} Counter
 * @typedef {{
 *   short: string, letter: string, ahead: number, estimate: string | null, at_once: boolean,
 * }} Line
 * @typedef {{
 *   picture: { counters: Counter[], missed: string[], waiting: Line[] },
 *   call: import("./calls.js").Call | null, calling: boolean, numbersHidden: boolean,
 * }} Shown
 */

const PAGE_SECONDS = 8;
const LARGE = 2; // so few counters are drawn larger

let page = 0;
/** @type {Shown} */
let current;

/**
 * Draw the lists of a picture; `call` is the one in the hero, `calling` while it is announced.
 * @param {Shown["picture"]} picture
 * @param {Omit<Shown, "picture">} how
 */
export function drawLists(picture, how) {
  current = { picture, ...how };
  draw();
}

setInterval(() => {
  page += 1;
  draw();
}, PAGE_SECONDS * 1000);

function draw() {
  drawCounters();
  drawMissed();
  drawWaiting();
}

/**
 * Put the items into their list, and what does not fit there on pages of their own; gives the pages.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 * @param {"offsetHeight" | "offsetWidth"} side
 */
function paged(list, items, side) {
  list.replaceChildren(...items);
  const gap = parseFloat(getComputedStyle(list).rowGap);
  /** @type {HTMLElement[][]} */
  const pages = [[]];
  let left = list[side];
  for (const item of items) {
    const last = /** @type {HTMLElement[]} */ (pages.at(-1));
    if (last.length && item[side] > left + 1) {
      pages.push([item]);
      left = list[side];
    } else last.push(item);
    left -= item[side] + gap;
  }
  return pages;
}

function drawCounters() {
  const { picture, call, calling } = current;
  mark(byId("rows"), "large", picture.counters.length <= LARGE);
  const pages = paged(byId("rows"), picture.counters.map(row), "offsetHeight");
  // While a number is called its counter's page is the one to be seen.
  const id = String(call?.counter.id);
  const its = pages.findIndex((rows) => rows.some(({ dataset }) => dataset.counter === id));
  if (calling && its >= 0) page = its;
  byId("rows").replaceChildren(...pages[page % pages.length]);
  byId("rows-pages").hidden = pages.length === 1;
  byId("rows-pages").replaceChildren(...dots(pages.length, page % pages.length));
}

/** @param {Counter} counter */
function row(counter) {
  const { call, calling, numbersHidden } = current;
  const item = make(
    "li",
    "row",
    make("strong", "row-name", counter.name),
    now(counter, numbersHidden),
  );
  const isCall = call !== null && call.counter.id === counter.id && call.number === counter.number;
  mark(item, "latest", isCall && !calling);
  mark(item, "calling", isCall && calling);
  item.dataset.counter = String(counter.id);
  return item;
}

/**
 * @param {Counter} counter
 * @param {boolean} numbersHidden
 */
function now(counter, numbersHidden) {
  const text = numbersHidden ? "–" : (counter.number ?? counter.words);
  const shown = make("span", "row-now", text);
  mark(shown, "words", !counter.number);
  return shown;
}

function drawMissed() {
  const { picture, numbersHidden } = current;
  byId("missed").hidden = picture.missed.length === 0 || numbersHidden;
  for (const [at, title] of all("[data-turn]", byId("missed")).entries())
    title.hidden = page % 2 !== at;
  const pages = paged(
    byId("missed-numbers"),
    picture.missed.map((one) => make("li", "", one)),
    "offsetWidth",
  );
  byId("missed-numbers").replaceChildren(...pages[Math.floor(page / 2) % pages.length]);
}

function drawWaiting() {
  const { picture, numbersHidden } = current;
  const items = picture.waiting.map((service) =>
    make(
      "li",
      "service",
      make("span", "service-letter", service.letter),
      make("span", "service-count", numbersHidden ? "–" : String(service.ahead)),
      more(service, numbersHidden),
    ),
  );
  const pages = paged(byId("services"), items, "offsetWidth");
  byId("services").replaceChildren(...pages[page % pages.length]);
}

/**
 * @param {Line} service
 * @param {boolean} numbersHidden
 */
function more(service, numbersHidden) {
  const said = service.at_once ? words.at_once : service.estimate;
  const wait = said && !numbersHidden ? make("span", "", said) : null;
  return make("span", "service-more", make("strong", "", service.short), wait);
}
