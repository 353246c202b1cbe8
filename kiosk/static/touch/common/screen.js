// What every module needs of the page: its settings, its dialogs, and a way to go elsewhere.

export const screen = document.querySelector("[data-screen]");
export const settings = screen.dataset;

// A kiosk keeps no history: whoever comes next must not find the last person's pages behind "back".
export function go(address) {
  location.replace(address);
}

export function show(name) {
  const dialog = document.querySelector(`[data-over="${name}"]`);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

export function hide(name) {
  const dialog = document.querySelector(`[data-over="${name}"]`);
  if (dialog.open) dialog.close();
}

export function isShown(name) {
  return document.querySelector(`[data-over="${name}"]`).open;
}

let toastTimer;

export function toast(text) {
  const place = document.querySelector("[data-toast]");
  place.textContent = text;
  place.classList.add("is-on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    place.classList.remove("is-on");
    place.textContent = "";
  }, 4000);
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// Runs down a bar and calls back each second with the seconds left; returns how to stop it.
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
