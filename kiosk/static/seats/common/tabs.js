/** Tabs: arrows move, one panel shows. */

import { all, byId, on } from "/static/js/dom.js";

const tabs = all("[data-tabs] [role=tab]");

/**
 * Show the panel of this tab.
 * @param {string} id
 * @param {{ focus?: boolean }} [how]
 */
export function open(id, { focus = false } = {}) {
  for (const tab of tabs) {
    const chosen = tab.id === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls") ?? "").hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
}

on("click", "[data-tabs] [role=tab]", (tab) => open(tab.id));
on("keydown", "[data-tabs] [role=tab]", (tab, event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  open(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].id, { focus: true });
});
