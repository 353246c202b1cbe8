// The on-screen keyboard: writes where the caret is, with the extra letters of the local languages.

import Keyboard from "/static/vendor/simple-keyboard.esm.js";

const SMALL = [
  "1 2 3 4 5 6 7 8 9 0",
  "q w e r t y u i o p",
  "a s d f g h j k l {bksp}",
  "{shift} z x c v b n m , .",
  "â ê î ô û é è å ḍ ṭ",
  "' - ? {space} {enter}",
];
const LAYOUT = {
  small: SMALL,
  large: SMALL.map((row) => row.replace(/(^| )([^\s{])(?= |$)/g, (all) => all.toUpperCase())),
  digits: ["1 2 3", "4 5 6", "7 8 9", "+ 0 {bksp}"],
};
const SENTENCE = /(^|[.!?]\s+|\n)$/;
const NAME = /(^|\s)$/;

// Builds the keyboard of a place whose `data-keys` names the fields that it writes into.
export function build(place) {
  if (place.dataset.built !== undefined) return;
  place.dataset.built = "";
  const fields = place.dataset.keys.split(" ").map((id) => document.getElementById(id));
  const board = { field: fields[0], shift: false };
  const words = document.querySelector("[data-key-words]").dataset;
  board.keys = new Keyboard(place, {
    layout: LAYOUT,
    layoutName: "small",
    theme: "hg-theme-keys",
    useButtonTag: true,
    preventMouseDownDefault: true,
    display: { "{bksp}": picture("wipe"), "{shift}": picture("shift"), "{enter}": picture("enter"), "{space}": words.space },
    mergeDisplay: true,
    buttonAttributes: [
      { attribute: "aria-label", value: words.wipe, buttons: "{bksp}" },
      { attribute: "aria-label", value: words.shift, buttons: "{shift}" },
      { attribute: "aria-label", value: words.enter, buttons: "{enter}" },
    ],
    onKeyPress: (key) => press(board, key),
  });
  // Its keys are buttons inside a form; none of them may send it.
  place.addEventListener("click", (event) => event.preventDefault());
  for (const field of fields) {
    field.addEventListener("focus", () => choose(board, field, fields));
    field.addEventListener("input", () => draw(board));
  }
  choose(board, board.field, fields);
}

function choose(board, field, fields) {
  board.field = field;
  for (const one of fields) one.classList.toggle("is-current", one === field);
  draw(board);
}

function press(board, key) {
  if (key === "{shift}") {
    board.shift = !board.shift;
    return show(board, board.shift);
  }
  if (key === "{bksp}") wipe(board.field);
  else write(board.field, { "{space}": " ", "{enter}": "\n" }[key] ?? key);
  board.field.focus({ preventScroll: true });
  board.field.dispatchEvent(new Event("input", { bubbles: true }));
  return undefined;
}

function write(field, sign) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  if (sign === "\n" && field.tagName === "INPUT") return;
  if (value.length - (to - from) + sign.length <= field.maxLength) field.setRangeText(sign, from, to, "end");
  if (field.tagName === "TEXTAREA") field.scrollTop = field.scrollHeight;
}

function wipe(field) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const before = [...value.slice(0, from)].slice(0, -1).join("");
  field.setRangeText("", from === to ? before.length : from, to, "end");
}

// A sentence begins with a capital letter by itself, and so does each part of a name.
function draw(board) {
  const { field } = board;
  const before = field.value.slice(0, field.selectionStart);
  board.shift = (field.tagName === "INPUT" ? NAME : SENTENCE).test(before);
  show(board, board.shift);
}

function show(board, large) {
  const name = board.field.dataset.digits === undefined ? (large ? "large" : "small") : "digits";
  if (board.keys.options.layoutName !== name) board.keys.setOptions({ layoutName: name });
}

const picture = (name) => document.querySelector(`[data-key-picture="${name}"]`).innerHTML;
