/** The touchscreen's script: makes plain links and forms quicker, and guards what a kiosk must guard. */

import { all, on } from "/static/js/dom.js";
import "/static/js/help_key.js";
import "./clock.js";
import "./help.js";
import "./idle.js";
import { hush } from "./listen.js";
import "./night.js";
import "./pager.js";
import { go, settings } from "./screen.js";
import { send, visit, watch } from "./server.js";

on("click", "a[href]", (link, event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  hush();
  visit(link.href);
});
document.addEventListener("submit", hush);
on("submit", "[data-once]", (form, event) => {
  event.preventDefault();
  send(form);
});
on("click", "[data-close]", (button) => button.closest("dialog").close());

// A page brought back from the browser's memory belongs to somebody who has left.
addEventListener("pageshow", ({ persisted }) => persisted && go(settings.end));
addEventListener("contextmenu", (event) => event.preventDefault());
for (const over of all('[data-over="lost"], [data-over="busy"]')) {
  over.addEventListener("cancel", (event) => event.preventDefault());
}

document.documentElement.dataset.script = "";
watch();
