/** Counters, missed numbers and who waits: lists that turn pages instead of shrinking. */

import { all, byId, make, mark } from "/static/js/dom.js";
import { dots } from "./dots.js";
import { words } from "./words.js";

/**
 * @typedef {{ id: number, name: string, label: string, state: string, number: string | null }} Counter
 * @typedef {{
 *   name: string, letter: string, ahead: number, estimate: string | null, at_once: boolean,
 * }} Line
 * @typedef {{
 *   picture: { counters: Counter[], missed: string[], waiting: Line[] },
 *   call: import("./calls.js").Call | null, calling: boolean, numbersHidden: boolean,
 * }} Shown
 */

const PAGE_SECONDS = 8;
const ROWS = 6;
const MISSED = 3;
const SERVICES = { alone: 4, besideMissed: 3 };

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

/** @type {(items: unknown[], size: number) => number} */
const pagesOf = (items, size) => Math.max(1, Math.ceil(items.length / size));

/** @param {Counter} counter */
const label = (counter) => (counter.label ? make("span", "row-label", counter.label) : null);

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
 * @template Item
 * @param {Item[]} items
 * @param {number} size
 */
function pageOf(items, size) {
  const at = (page % pagesOf(items, size)) * size;
  return items.slice(at, at + size);
}

function drawCounters() {
  const { counters } = current.picture;
  // The last page keeps as many rows as the others, so that rows never jump in size.
  const rows = Math.min(ROWS, counters.length);
  mark(byId("rows"), "large", rows <= 2);
  mark(byId("rows"), "dense", rows > 4);
  byId("rows").replaceChildren(...shownCounters().map(row));
  for (const name of all(".row-name", byId("rows"))) fitName(name);
  const pages = pagesOf(counters, ROWS);
  byId("rows-pages").hidden = pages === 1;
  byId("rows-pages").replaceChildren(...dots(pages, page % pages));
}

function shownCounters() {
  const { picture, call, calling } = current;
  if (!calling || !call) return pageOf(picture.counters, ROWS);
  // While a number is called its counter's page is the one to be seen.
  const at = picture.counters.findIndex((counter) => counter.id === call.counter.id);
  if (at >= 0) page = Math.floor(at / ROWS);
  return pageOf(picture.counters, ROWS);
}

/** @param {Counter} counter */
function row(counter) {
  const { call, calling, numbersHidden } = current;
  const item = make(
    "li",
    "row",
    make("span", "row-who", make("strong", "row-name", counter.name), label(counter)),
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
  const text = numbersHidden ? "–" : (counter.number ?? words.states[counter.state]);
  const shown = make("span", "row-now", text);
  mark(shown, "words", !counter.number);
  return shown;
}

/**
 * A long name takes two lines beside its number, and then smaller letters as needed.
 * @param {HTMLElement} name
 */
function fitName(name) {
  const line = /** @type {HTMLElement} */ (name.closest(".row"));
  const inWidth = () => name.scrollWidth <= name.clientWidth;
  const inHeight = () => name.offsetHeight <= line.clientHeight;
  if (inWidth()) return;
  const large = "large" in byId("rows").dataset;
  mark(line, "long", !large);
  for (let size = large ? 8 : 6; size >= 3; size -= 0.2) {
    name.style.setProperty("--row-name", `${size}rem`);
    if (inWidth() && inHeight()) return;
  }
}

function drawMissed() {
  const { picture, numbersHidden } = current;
  byId("missed").hidden = picture.missed.length === 0 || numbersHidden;
  const shown = pageOf(picture.missed, MISSED).map((number) => make("li", "", number));
  byId("missed-numbers").replaceChildren(...shown);
}

function drawWaiting() {
  const { picture, numbersHidden } = current;
  const size = byId("missed").hidden ? SERVICES.alone : SERVICES.besideMissed;
  byId("services").replaceChildren(
    ...pageOf(picture.waiting, size).map((service) => {
      const count = make("span", "service-count", numbersHidden ? "–" : String(service.ahead));
      return make(
        "li",
        "service",
        make("span", "service-letter", service.letter),
        count,
        more(service, numbersHidden),
      );
    }),
  );
}

/**
 * @param {Line} service
 * @param {boolean} numbersHidden
 */
function more(service, numbersHidden) {
  const said = service.at_once ? words.at_once : service.estimate;
  const wait = said && !numbersHidden ? make("span", "", said) : null;
  return make("span", "service-more", make("strong", "", service.name), wait);
}
