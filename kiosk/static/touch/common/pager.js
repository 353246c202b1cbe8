// Pages longer than the screen get two big arrows; nobody has to drag.

const NEAR = 8;
const CHANGED = "antrean:page";

export function start(page) {
  const buttons = document.querySelector("[data-pager]");
  const [up, down] = buttons.querySelectorAll("button");
  const step = () => page.clientHeight * 0.8;
  const over = () => page.scrollHeight - page.clientHeight;
  const update = () => {
    up.disabled = page.scrollTop < NEAR;
    down.disabled = page.scrollTop > over() - NEAR;
  };
  // The arrows take room of their own, so the page is measured without them.
  const fit = () => {
    page.classList.remove("is-long");
    const long = over() >= NEAR;
    page.classList.toggle("is-long", long);
    buttons.hidden = !long;
    page.tabIndex = long ? 0 : -1;
    update();
  };
  up.addEventListener("click", () => page.scrollBy({ top: -step(), behavior: "smooth" }));
  down.addEventListener("click", () => page.scrollBy({ top: step(), behavior: "smooth" }));
  page.addEventListener("scroll", update, { passive: true });
  addEventListener("resize", fit);
  addEventListener(CHANGED, fit);
  document.fonts.ready.then(fit);
}

// What the page shows has changed.
export function measure() {
  dispatchEvent(new Event(CHANGED));
}
