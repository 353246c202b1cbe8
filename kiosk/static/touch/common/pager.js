/** Pages longer than the screen get two big arrows; nobody has to drag. */

import { all, one } from "/static/js/dom.js";

const NEAR = 8;

const page = one(".page");
const buttons = one("[data-pager]");
/** @type {HTMLButtonElement[]} */
const [up, down] = all("button", buttons);

const step = () => page.clientHeight * 0.8;
const over = () => page.scrollHeight - page.clientHeight;

/** What the page shows has changed: does it need its arrows? */
export function measure() {
  // The arrows take room of their own, so the page is measured without them.
  page.classList.remove("is-long");
  const long = over() >= NEAR;
  page.classList.toggle("is-long", long);
  buttons.hidden = !long;
  page.tabIndex = over() > 0 ? 0 : -1;
  update();
}

function update() {
  up.disabled = page.scrollTop < NEAR;
  down.disabled = page.scrollTop > over() - NEAR;
}

up.addEventListener("click", () => page.scrollBy({ top: -step(), behavior: "smooth" }));
down.addEventListener("click", () => page.scrollBy({ top: step(), behavior: "smooth" }));
page.addEventListener("scroll", update, { passive: true });
addEventListener("resize", measure);
document.fonts.ready.then(measure);
