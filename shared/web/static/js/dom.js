/** Small hands for the page: find, copy a template, keep a list in step with its data. */

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** A copy of the first element of a <template>. */
export const stamp = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Set words only when they changed, so that a screen reader is not told the same again. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** Show words, or hide the element when there are none. */
export function sayOrHide(element, words) {
  say(element, words);
  element.hidden = !words;
}

/**
 * Make the list's children match `items`, in order; a row keeps its element (and its focus)
 * for as long as its key stays.
 */
export function keepInStep(list, items, { key, make, fill }) {
  const rows = new Map([...list.children].map((row) => [row.dataset.key, row]));
  items.forEach((item, place) => {
    const name = String(key(item));
    const row = rows.get(name) ?? make(item);
    rows.delete(name);
    row.dataset.key = name;
    fill(row, item);
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  for (const gone of rows.values()) gone.remove();
}

export function badge(words, kind = "") {
  const made = document.createElement("span");
  made.className = kind ? `badge badge--${kind}` : "badge";
  made.textContent = words;
  return made;
}
