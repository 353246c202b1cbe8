/** Tabs: arrows move, one panel shows. */

import { all, one } from "./dom.js";

const box = one("[data-tabs]");
const tabs = all("[role=tab]", box);

/** Show the panel of this tab. */
export function open(id, { focus = false } = {}) {
  for (const tab of tabs) {
    const chosen = tab.id === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
}

for (const tab of tabs) tab.addEventListener("click", () => open(tab.id));

box.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const place = tabs.indexOf(event.target);
  if (!step || place < 0) return;
  event.preventDefault();
  open(tabs[(place + step + tabs.length) % tabs.length].id, { focus: true });
});
