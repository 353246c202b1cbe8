// The touchscreen's script: makes plain links and forms quicker, and guards what a kiosk must guard.

import * as clock from "./clock.js";
import * as help from "./help.js";
import * as idle from "./idle.js";
import * as listen from "./listen.js";
import * as pager from "./pager.js";
import { take } from "./press.js";
import { go, settings } from "./screen.js";
import { send, visit, watch } from "./server.js";
import * as ticket from "./ticket.js";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  listen.hush();
  visit(link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  listen.hush();
  if (form.matches("[data-press]")) {
    event.preventDefault();
    take(form);
  } else if (form.matches("[data-help-form]")) {
    event.preventDefault();
    help.call(form);
  } else if (form.matches("[data-once]")) {
    event.preventDefault();
    send(form);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});

// A page brought back from the browser's memory belongs to somebody who has left.
addEventListener("pageshow", (event) => {
  if (event.persisted) go(settings.end);
});
addEventListener("contextmenu", (event) => event.preventDefault());
document.querySelector('[data-over="lost"]').addEventListener("cancel", (event) => event.preventDefault());
document.querySelector('[data-over="busy"]').addEventListener("cancel", (event) => event.preventDefault());

clock.start(document.querySelector("[data-clock]"));
listen.start();
idle.start();
pager.start(document.querySelector(".page"));
const page = document.querySelector("[data-ticket-page]");
if (page) ticket.start(page);
document.documentElement.dataset.script = "";
watch();
