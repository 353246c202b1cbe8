/** Notices that change every 12 to 15 seconds, by fading, and rest while a number is called. */

import { byId, dots, make, mark } from "./dom.js";

const SHORTEST = 12;
const LONGEST = 15;
const FADE = 400;
const MOST_DOTS = 5;

let notices = [];
let pages = [];
let at = 0;
let timer = null;
let resting = false;

/** Show these notices from now on; the same ones again change nothing. */
export function setNotices(next) {
  if (JSON.stringify(next) === JSON.stringify(notices)) return;
  notices = next;
  paginate();
}

/** Lay the notices out anew, as when the font or the size of the letters has changed. */
export function paginate() {
  pages = notices.flatMap((notice, index) => split(notice).map((text) => ({ notice, index, text })));
  at = 0;
  show();
}

/** Stop turning while a call is announced, and go on afterwards. */
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
  byId("notice-icon").style.setProperty(
    "--picture", `url("/static/vendor/icons/${notice.icon || "info-circle"}.svg")`,
  );
  byId("notice-dots").hidden = notices.length < 2;
  byId("notice-dots").replaceChildren(...place(index));
  schedule();
}

const place = (index) =>
  notices.length > MOST_DOTS ? [`${index + 1}/${notices.length}`] : dots(notices.length, index);

function schedule() {
  clearTimeout(timer);
  if (resting || pages.length < 2) return;
  const count = pages[at].text.words.length;
  const seconds = Math.min(LONGEST, Math.max(SHORTEST, 4 + 0.4 * count));
  timer = setTimeout(turn, seconds * 1000);
}

function turn() {
  mark(byId("notice-text"), "away", true);
  timer = setTimeout(() => {
    at = (at + 1) % pages.length;
    mark(byId("notice-text"), "away", null);
    show();
  }, FADE);
}

/** A notice in as many pages as its words need; the title leads the first. */
function split(notice) {
  const title = words(ended(notice.title));
  const all = [...title, ...words(notice.body)];
  const found = [];
  let start = 0;
  while (start < all.length) {
    const end = fitting(all, start, title.length);
    found.push({ words: all.slice(start, end), bold: Math.max(0, title.length - start) });
    start = end;
  }
  return found;
}

const ended = (title) => (/[.?!:]$/.test(title) ? title : `${title}.`);
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

function fitting(all, start, bold) {
  const shown = byId("notice-text");
  const { maxHeight, fontSize } = getComputedStyle(shown);
  // Letters reach a little below their line.
  const room = parseFloat(maxHeight) + 0.3 * parseFloat(fontSize);
  for (let end = start + 1; end <= all.length; end += 1) {
    fill(shown, { words: all.slice(start, end), bold: Math.max(0, bold - start) });
    if (shown.scrollHeight > room) return Math.max(start + 1, end - 1);
  }
  return all.length;
}

function fill(element, { words: shown, bold }) {
  const title = shown.slice(0, bold).join(" ");
  const body = shown.slice(bold).join(" ");
  element.replaceChildren(make("strong", "", title), title && body ? " " : "", body);
}
