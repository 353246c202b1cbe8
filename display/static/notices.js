/** Notices that change every 12 to 15 seconds, by fading, and rest while a number is called. */

import { byId, make, mark } from "/static/js/dom.js";
import { dots } from "./dots.js";

/**
 * @typedef {{ id: string, title: string, body: string, icon: string }} Notice
 * @typedef {{ words: string[], bold: number }} Piece
 */

const SHORTEST = 12;
const LONGEST = 15;
const SHORTEST_PAGE = 7;
const FADE = 400;
const MOST_DOTS = 5;

/** @type {Notice[]} */
let notices = [];
/** @type {{ notice: Notice, index: number, text: Piece }[]} */
let pages = [];
let at = 0;
let timer = 0;
let resting = false;

/**
 * Show these notices from now on; the same ones again change nothing.
 * @param {Notice[]} next
 */
export function setNotices(next) {
  if (JSON.stringify(next) === JSON.stringify(notices)) return;
  notices = next;
  paginate();
}

/**
 * The picture of an icon for a style, beside wherever this script itself came from.
 * @param {string} icon
 */
export const iconImage = (icon) =>
  `url("${new URL(`../../static/vendor/icons/${icon}.svg`, import.meta.url)}")`;

/** Lay the notices out anew, as when the font or the size of the letters has changed. */
export function paginate() {
  pages = notices.flatMap((notice, index) =>
    split(notice).map((text) => ({ notice, index, text })),
  );
  at = 0;
  show();
}

/**
 * Stop turning while a call is announced, and go on afterwards.
 * @param {boolean} yes
 */
export function rest(yes) {
  if (resting === yes) return;
  resting = yes;
  schedule();
}

function show() {
  byId("notice").hidden = pages.length === 0;
  if (pages.length === 0) return;
  const { notice, index, text } = pages[at];
  fill(byId("notice-text"), text);
  byId("notice-icon").style.setProperty("--picture", iconImage(notice.icon || "info-circle"));
  byId("notice-dots").hidden = notices.length < 2;
  byId("notice-dots").replaceChildren(...place(index));
  schedule();
}

/** @param {number} index */
const place = (index) =>
  notices.length > MOST_DOTS ? [`${index + 1}/${notices.length}`] : dots(notices.length, index);

function schedule() {
  clearTimeout(timer);
  if (resting || pages.length < 2) return;
  timer = setTimeout(turn, secondsOf(pages[at]) * 1000);
}

/**
 * A notice of several pages shares its time among them, and no page is too short to read.
 * @param {{ notice: Notice }} page
 */
function secondsOf({ notice }) {
  const own = pages.filter((page) => page.notice === notice);
  const count = own.reduce((sum, page) => sum + page.text.words.length, 0);
  const whole = Math.min(LONGEST, Math.max(SHORTEST, 4 + 0.4 * count));
  return Math.max(SHORTEST_PAGE, whole / own.length);
}

function turn() {
  mark(byId("notice-text"), "away", true);
  timer = setTimeout(() => {
    at = (at + 1) % pages.length;
    mark(byId("notice-text"), "away", null);
    show();
  }, FADE);
}

/**
 * A notice in as few pages as its words need, about equally long; the title leads the first.
 * @param {Notice} notice
 */
function split(notice) {
  const title = words(ended(notice.title));
  const all = [...title, ...words(notice.body)];
  const full = cut(all, title.length, all.length);
  if (full.length < 2) return full;
  const even = cut(all, title.length, Math.ceil(all.length / full.length));
  return even.length === full.length ? even : full;
}

/**
 * Pages of at most so many words, each no more than fit; one that goes on ends with dots.
 * @param {string[]} all
 * @param {number} bold
 * @param {number} most
 */
function cut(all, bold, most) {
  const pages = [];
  for (let start = 0; start < all.length; ) {
    const end = fitting(all, start, bold, Math.min(all.length, start + most));
    pages.push(piece(all, start, end, bold));
    start = end;
  }
  return pages;
}

/**
 * @param {string[]} all
 * @param {number} start
 * @param {number} end
 * @param {number} bold
 */
function piece(all, start, end, bold) {
  const shown = all.slice(start, end);
  if (end < all.length) shown[shown.length - 1] += " …";
  return { words: shown, bold: Math.max(0, bold - start) };
}

/** @param {string} title */
const ended = (title) => (/[.?!:]$/.test(title) ? title : `${title}.`);
/** @param {string} text */
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

/**
 * @param {string[]} all
 * @param {number} start
 * @param {number} bold
 * @param {number} last
 */
function fitting(all, start, bold, last) {
  const shown = byId("notice-text");
  const { maxHeight, fontSize } = getComputedStyle(shown);
  // Letters reach a little below their line.
  const room = parseFloat(maxHeight) + 0.3 * parseFloat(fontSize);
  for (let end = start + 1; end <= last; end += 1) {
    fill(shown, piece(all, start, end, bold));
    if (shown.scrollHeight > room) return Math.max(start + 1, end - 1);
  }
  return last;
}

/**
 * @param {HTMLElement} element
 * @param {Piece} piece
 */
function fill(element, { words: shown, bold }) {
  const title = shown.slice(0, bold).join(" ");
  const body = shown.slice(bold).join(" ");
  element.replaceChildren(make("strong", "", title), title && body ? " " : "", body);
}
