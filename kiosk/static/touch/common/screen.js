/** What every module needs of the page: its settings, its dialogs, and a way to go elsewhere. */

import { one } from "/static/js/dom.js";

/** The whole screen. */
export const screen = one("[data-screen]");
/** What the server says about this page. */
export const settings = /** @type {Record<string, string>} */ (screen.dataset);

/**
 * A kiosk keeps no history: whoever comes next must not find the last person's pages behind "back".
 * @param {string} address
 */
export const go = (address) => location.replace(address);

/**
 * @param {string} name
 * @returns {HTMLDialogElement}
 */
const over = (name) => one(`[data-over="${name}"]`);

/**
 * Lay a dialog over the page.
 * @param {string} name
 */
export function show(name) {
  const dialog = over(name);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

/**
 * Take it away.
 * @param {string} name
 */
export const hide = (name) => over(name).close();

/**
 * Whether it lies over the page.
 * @param {string} name
 */
export const isShown = (name) => over(name).open;

let toasting = 0;

/**
 * Say something for a moment.
 * @param {string} text
 */
export function toast(text) {
  const place = one("[data-toast]");
  place.textContent = text;
  place.classList.add("is-on");
  clearTimeout(toasting);
  toasting = setTimeout(() => {
    place.classList.remove("is-on");
    place.textContent = "";
  }, 4000);
}

/**
 * Run down a bar and call back with the seconds left; returns how to stop it.
 * @param {number} seconds
 * @param {HTMLElement} bar
 * @param {(left: number) => void} onSecond
 * @param {() => void} onEnd
 */
export function countDown(seconds, bar, onSecond, onEnd) {
  const began = performance.now();
  const timer = setInterval(() => {
    const left = seconds - (performance.now() - began) / 1000;
    bar.style.setProperty("transform", `scaleX(${Math.max(0, left / seconds)})`);
    onSecond(Math.max(0, Math.ceil(left)));
    if (left <= 0) {
      clearInterval(timer);
      onEnd();
    }
  }, 200);
  return () => clearInterval(timer);
}
