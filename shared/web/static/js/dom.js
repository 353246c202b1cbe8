/** Hands for every page: find, build, copy a template, keep what is shown in step with its data. */

/** @type {[string, (element: any) => void][]} */
const beginnings = [];

/**
 * The first element that fits; a page without it is a mistake.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function one(selector, root = document) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`nothing here is ${selector}`);
  return /** @type {T} */ (found);
}

/**
 * The first element that fits, or null.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T | null}
 */
export const maybe = (selector, root = document) => root.querySelector(selector);

/**
 * Every element that fits.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T[]}
 */
export const all = (selector, root = document) => [
  .../** @type {any} */ (root).querySelectorAll(selector),
];

/**
 * The element with this id; a page without it is a mistake.
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export const byId = (id) => one(`#${CSS.escape(id)}`);

/**
 * A form's field, or its group of radios, by name.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement}
 */
export const field = (form, name) => /** @type {any} */ (form.elements.namedItem(name));

/**
 * What fits where an event began, or around it.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @returns {T | null}
 */
export const near = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

/**
 * Answer an event wherever it begins inside what fits, also in what is drawn later.
 * @template {keyof DocumentEventMap} E
 * @param {E} type
 * @param {string} selector
 * @param {(element: any, event: DocumentEventMap[E]) => void} act
 */
export function on(type, selector, act) {
  document.addEventListener(type, (event) => {
    const found = near(event, selector);
    if (found) act(found, event);
  });
}

/**
 * Begin with everything on the page that fits, and later with what is drawn anew.
 * @param {string} selector
 * @param {(element: any) => void} begin
 */
export function start(selector, begin) {
  beginnings.push([selector, begin]);
  all(selector).forEach(begin);
}

/**
 * Begin with what was drawn anew.
 * @param {HTMLElement} made
 */
export function startIn(made) {
  for (const [selector, begin] of beginnings) {
    for (const element of [made, ...all(selector, made)])
      if (element.matches(selector)) begin(element);
  }
}

/**
 * A copy of the first element of a <template>.
 * @param {string} id
 * @returns {HTMLElement}
 */
export const stamp = (id) =>
  /** @type {any} */ (byId(id)).content.firstElementChild.cloneNode(true);

/**
 * An element with a class, holding texts and other elements; texts never become markup, and
 * children that are null are left out.
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node | null | undefined)} children
 * @returns {HTMLElement}
 */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * Set, or with null or false remove, a data attribute.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string | boolean | null} value
 */
export function mark(element, name, value) {
  if (value === null || value === false) delete element.dataset[name];
  else element.dataset[name] = value === true ? "" : value;
}

/**
 * Set words only when they changed, so that a screen reader is not told the same again.
 * @param {HTMLElement} element
 * @param {string} words
 */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * Show words, or hide the element when there are none.
 * @param {HTMLElement} element
 * @param {string} words
 */
export function sayOrHide(element, words) {
  say(element, words);
  element.hidden = !words;
}

/**
 * Make the list's children match `items`, in order; a row keeps its element (and its focus)
 * for as long as its key stays.
 * @template Item
 * @param {HTMLElement} list
 * @param {Item[]} items
 * @param {{
 *   key: (item: Item) => string | number,
 *   make: (item: Item) => HTMLElement,
 *   fill?: (row: HTMLElement, item: Item) => void,
 * }} how
 */
export function keepInStep(list, items, { key, make: row, fill = () => {} }) {
  const rows = new Map(all(":scope > *", list).map((old) => [old.dataset.key, old]));
  items.forEach((item, place) => {
    const name = String(key(item));
    const kept = rows.get(name) ?? row(item);
    rows.delete(name);
    kept.dataset.key = name;
    fill(kept, item);
    if (list.children[place] !== kept) list.insertBefore(kept, list.children[place] ?? null);
  });
  for (const gone of rows.values()) gone.remove();
}

/**
 * Resolves after so many milliseconds.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
