/** The office now: drawn anew as soon as anything of it changes, but for no press twice. */

import { listen } from "/static/js/live.js";
import { redraw } from "../common/parts.js";
import { onPicture } from "../common/seat.js";

const REST = 2000;

let waits = 0;
let isDrawn = false;

function soon() {
  if (waits) return;
  waits = setTimeout(() => {
    waits = 0;
    redraw();
  }, REST);
}

onPicture(() => {
  // The page was drawn with the first picture a moment ago.
  if (isDrawn) soon();
  isDrawn = true;
});
addEventListener("DOMContentLoaded", () => {
  let hears = false;
  listen("/files", "files", {
    picture: () => {
      if (hears) soon();
      hears = true;
    },
    stale: () => {},
  });
});
