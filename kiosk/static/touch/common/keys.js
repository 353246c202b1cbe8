/** The on-screen keyboard: writes where the caret is, with the extra letters of the local languages. */

import { byId, one } from "/static/js/dom.js";
import Keyboard from "/static/vendor/simple-keyboard.esm.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{ field: Field, shift: boolean, signs: boolean, keys?: Keyboard }} Board */

const SMALL = [
  "1 2 3 4 5 6 7 8 9 0",
  "q w e r t y u i o p",
  "a s d f g h j k l {bksp}",
  "{shift} z x c v b n m , .",
  "' - ? {space} {enter}",
];
const LOCAL = "â ê î ô û é è å ḍ ṭ";
// Ten keys in a row are too narrow for a finger here: seven in the order of the alphabet are not.
const NARROW = "(max-width: 899px)";
const SEVEN = [
  "a b c d e f g",
  "h i j k l m n",
  "o p q r s t u",
  "v w x y z , .",
  "{shift} {signs} {space} {enter} {bksp}",
];
const SIGNS = ["1 2 3 4 5", "6 7 8 9 0", "' - ? , ."];
const LOCAL_SIGNS = ["â ê î ô û", "é è å ḍ ṭ"];
const BELOW_SIGNS = "{letters} {space} {enter} {bksp}";
const SPEAKS_LOCAL = ["jv", "mad"];
/** @param {string[]} rows */
const large = (rows) =>
  rows.map((row) => row.replace(/(^| )([^\s{])(?= |$)/g, (all) => all.toUpperCase()));
/**
 * @param {string[]} rows
 * @param {boolean} local
 */
const layout = (rows, local) => ({
  small: rows,
  large: large(rows),
  signs: [...SIGNS, ...(local ? LOCAL_SIGNS : []), BELOW_SIGNS],
  digits: ["1 2 3", "4 5 6", "7 8 9", "+ 0 {bksp}"],
});
const SENTENCE = /(^|[.!?]\s+|\n)$/;
const NAME = /(^|\s)$/;

/**
 * Build the keyboard of a place whose `data-keys` names the fields that it writes into.
 * @param {HTMLElement} place
 */
export function build(place) {
  if (place.dataset.built !== undefined) return;
  place.dataset.built = "";
  /** @type {Field[]} */
  const fields = (place.dataset.keys ?? "").split(" ").map((id) => byId(id));
  /** @type {Board} */
  const board = { field: fields[0], shift: false, signs: false };
  const { wipe = "", shift = "", enter = "", space = "" } = one("[data-key-words]").dataset;
  const local = SPEAKS_LOCAL.includes(document.documentElement.lang);
  const wide = local ? [...SMALL.slice(0, -1), LOCAL, ...SMALL.slice(-1)] : SMALL;
  board.keys = new Keyboard(place, {
    layout: layout(matchMedia(NARROW).matches ? SEVEN : wide, local),
    layoutName: "small",
    theme: "hg-theme-keys",
    useButtonTag: true,
    preventMouseDownDefault: true,
    display: {
      "{bksp}": picture("wipe"),
      "{shift}": picture("shift"),
      "{enter}": picture("enter"),
      "{space}": space,
      "{signs}": local ? "1 â é" : "123",
      "{letters}": "abc",
    },
    mergeDisplay: true,
    buttonAttributes: [
      { attribute: "aria-label", value: wipe, buttons: "{bksp}" },
      { attribute: "aria-label", value: shift, buttons: "{shift}" },
      { attribute: "aria-label", value: enter, buttons: "{enter}" },
    ],
    onKeyPress: (/** @type {string} */ key) => press(board, key),
  });
  // Its keys are buttons inside a form; none of them may send it.
  place.addEventListener("click", (event) => event.preventDefault());
  for (const field of fields) {
    field.addEventListener("focus", () => choose(board, field, fields));
    field.addEventListener("input", () => draw(board));
  }
  choose(board, board.field, fields);
}

/**
 * @param {Board} board
 * @param {Field} field
 * @param {Field[]} fields
 */
function choose(board, field, fields) {
  board.field = field;
  for (const one of fields) one.classList.toggle("is-current", one === field);
  draw(board);
}

/**
 * @param {Board} board
 * @param {string} key
 */
function press(board, key) {
  if (key === "{shift}") {
    board.shift = !board.shift;
    return show(board);
  }
  if (key === "{signs}" || key === "{letters}") {
    board.signs = key === "{signs}";
    return show(board);
  }
  if (key === "{space}") board.signs = false;
  /** @type {Record<string, string>} */
  const signs = { "{space}": " ", "{enter}": "\n" };
  if (key === "{bksp}") wipe(board.field);
  else write(board.field, signs[key] ?? key);
  board.field.focus({ preventScroll: true });
  board.field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * What is selected in a field, or where its caret is.
 * @param {Field} field
 */
const selected = ({ selectionStart, selectionEnd }) => [selectionStart ?? 0, selectionEnd ?? 0];

/**
 * @param {Field} field
 * @param {string} sign
 */
function write(field, sign) {
  const [from, to] = selected(field);
  if (sign === "\n" && field.tagName === "INPUT") return;
  const room = field.maxLength - field.value.length + (to - from);
  if (sign.length <= room) field.setRangeText(sign, from, to, "end");
  if (field.tagName === "TEXTAREA") field.scrollTop = field.scrollHeight;
}

/** @param {Field} field */
function wipe(field) {
  const [from, to] = selected(field);
  const before = [...field.value.slice(0, from)].slice(0, -1).join("");
  field.setRangeText("", from === to ? before.length : from, to, "end");
}

/**
 * A sentence begins with a capital letter by itself, and so does each part of a name.
 * @param {Board} board
 */
function draw(board) {
  const { field } = board;
  const before = field.value.slice(0, selected(field)[0]);
  board.shift = (field.tagName === "INPUT" ? NAME : SENTENCE).test(before);
  show(board);
}

/** @param {Board} board */
function show({ field, shift, signs, keys }) {
  const letters = signs ? "signs" : shift ? "large" : "small";
  const name = field.dataset.digits === undefined ? letters : "digits";
  if (keys?.options.layoutName !== name) keys?.setOptions({ layoutName: name });
}

/** @param {string} name */
const picture = (name) => one(`[data-key-picture="${name}"]`).innerHTML;
