/** The waiting-room board: draws each whole picture and announces its new calls. */

import { byId, make, pause } from "/static/js/dom.js";
import "/static/js/help_key.js";
import { announcer } from "./calls.js";
import { follow } from "./connection.js";
import { pulse, showCall, showWords } from "./hero.js";
import { drawLists } from "./lists.js";
import { iconImage, paginate, rest, setNotices } from "./notices.js";
import { careForScreen, clockText, freshen, setClock, setClosed } from "./screen.js";
import { CHIME, player } from "./sound.js";
import { words } from "./words.js";

// Seconds that a call is shown: when others wait, alone, and alone on a board without sound.
const SHOWN = { others: 5, alone: 8, silent: 12 };

const RESTING = ["clock", "holiday", "before", "closed"]; // nobody comes: the whole board says so

const CODE_ANEW = 60 * 1000;

const stage = byId("stage");
/** @type {any} the newest picture; its shape is the API's BoardPicture */
let picture = JSON.parse(byId("picture").textContent ?? "");
let link = "connecting";
let asOf = picture.at;
let rung = "";

const sounding = stage.dataset.sound === "on" && picture.voice;
const voice = player({
  enabled: sounding,
  blocked: (yes) => {
    byId("unmute").hidden = !yes;
  },
});
const calls = announcer({ announce, settled: draw });

/** @param {import("./calls.js").Call} call */
async function announce(call) {
  draw();
  pulse();
  await Promise.all([seenLongEnough(), heard(call)]);
}

async function seenLongEnough() {
  await pause(SHOWN.others * 1000);
  const longest = sounding ? SHOWN.alone : SHOWN.silent;
  for (let shown = SHOWN.others; shown < longest && calls.alone(); shown += 1) await pause(1000);
}

/** @param {import("./calls.js").Call} call */
async function heard(call) {
  await voice.say(calls.alone() ? call.audio : call.audio_brief);
  if (calls.alone() && call.audio) await voice.say(`${call.audio}?bagian=ulangan`);
}

// A code is over after ten minutes; the page has the next one in time.
if (stage.dataset.known === "no") setInterval(freshen, CODE_ANEW);

/** @param {boolean} known whether the office has let this board in */
function takeKnown(known) {
  if (stage.dataset.known && (stage.dataset.known === "yes") !== known) freshen();
}

/** @param {any} next */
function takePicture(next) {
  picture = next;
  asOf = next.at;
  setClock(next);
  calls.take(next);
  draw();
}

/** @param {string} state */
function takeLink(state) {
  link = state;
  draw();
}

function draw() {
  const call = calls.current() ?? picture.calls[0] ?? null;
  const calling = calls.current() !== null;
  stage.dataset.link = link;
  byId("isi").dataset.calling = calling ? "yes" : "no";
  drawHead();
  drawHero(call, calling);
  drawLists(picture, { call, calling, numbersHidden: link === "hidden" });
  drawUpcoming(calling);
  drawLost();
  drawClosed(calling);
  setNotices(notices());
  ringForHelp();
  rest(calling);
}

function drawHead() {
  byId("office-name").textContent = picture.office.name;
  byId("office-regency").textContent = picture.office.regency;
  byId("link-text").textContent = words.link[link];
  byId("advice").textContent = picture.screen.advice ?? "";
  byId("advice").hidden = !picture.screen.advice;
}

/**
 * @param {import("./calls.js").Call | null} call
 * @param {boolean} calling
 */
function drawHero(call, calling) {
  if (link === "hidden") showWords("hidden", words.listen, words.listen_why);
  else if (call && (calling || stillTakes(call))) showCall(call, calling ? "calling" : "last");
  else if (someCalled()) showWords("none", words.next, words.next_how);
  else showWords("none", picture.stands.title, picture.stands.text);
}

/**
 * Nobody is sent to a counter that is on a break or closed since.
 * @param {import("./calls.js").Call} call
 */
const stillTakes = (call) =>
  picture.counters.some(
    (/** @type {any} */ one) => one.id === call.counter.id && one.state === "open",
  );

const gone = () => link === "lost" || link === "hidden";

/** @param {boolean} calling */
function drawUpcoming(calling) {
  const upcoming = calls.upcoming();
  const shown = calling && upcoming.length > 0 && !gone();
  byId("upcoming").hidden = !shown;
  byId("notice").classList.toggle("sr-only", shown || gone());
  byId("upcoming-calls").replaceChildren(
    ...upcoming.map((call) => make("li", "", make("strong", "", call.number), call.counter.name)),
  );
}

function drawLost() {
  byId("lost").hidden = !gone();
  byId("lost-asof").textContent = asOfText();
}

const asOfText = () => `${words.as_of} ${clockText(Date.parse(asOf))}`;

/** Somebody at a touchscreen whom nobody answers: the chime once, the words until one comes. */
function ringForHelp() {
  const places = picture.help.join(", ");
  if (places === rung || calls.current()) return;
  rung = places;
  if (places) voice.say(CHIME);
}

function notices() {
  if (picture.help.length) {
    const body = picture.help.join(", ");
    return [{ id: "help", icon: "bell-ringing", title: words.help, body }];
  }
  const { state, icon, title, text } = picture.stands;
  const news = { id: "stands", icon, title, body: text };
  return state === "open" || byId("hero").dataset.mode === "none"
    ? picture.notices
    : [news, ...picture.notices];
}

/** @param {boolean} calling */
function drawClosed(calling) {
  const busy = calling || someCalled();
  const waiting = picture.waiting.some((/** @type {any} */ service) => service.waiting > 0);
  const { state, icon, title, text } = picture.stands;
  const closed = RESTING.includes(state) && !busy && !waiting;
  byId("closed").hidden = !closed;
  byId("isi").hidden = closed;
  if (closed) {
    byId("closed-icon").style.setProperty("--picture", iconImage(icon));
    byId("closed-title").textContent = title;
    byId("closed-message").textContent = text;
  }
  setClosed(closed);
}

const someCalled = () => picture.counters.some((/** @type {any} */ counter) => counter.number);

document.addEventListener("pointerdown", voice.unlock);
document.addEventListener("keydown", voice.unlock);
document.fonts.ready.then(paginate);
careForScreen();
takePicture(picture);
follow({
  onPicture: takePicture,
  onClock: (reply) => {
    asOf = reply.at;
    setClock(reply);
    takeKnown(reply.known);
  },
  ails: voice.ails,
  onState: takeLink,
});
