/** Small helpers for building pieces of the page; texts never become markup. */

export const byId = (id) => document.getElementById(id);

/** An element with a class, holding texts and other elements; null children are left out. */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Set, or with null remove, a data attribute. */
export function mark(element, name, value) {
  if (value === null || value === false) delete element.dataset[name];
  else element.dataset[name] = value === true ? "" : value;
}

/** Round marks for `count` pages with the one at `current` lit. */
export function dots(count, current) {
  return Array.from({ length: count }, (_, index) => {
    const dot = make("span", "dot");
    mark(dot, "on", index === current);
    return dot;
  });
}

/** The words of the page, written by the server in its language. */
export const words = JSON.parse(byId("words").textContent);
