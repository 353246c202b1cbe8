/** Questions before something that cannot simply be taken back: small dialogs. */

import { all, field, make, one, say } from "/static/js/dom.js";

/** @typedef {{ name: string, more: string, to: Record<string, unknown> }} Target */

/**
 * Whether the person wants to sit where somebody else sits.
 * @param {string} words
 * @returns {Promise<true | undefined>}
 */
export function askTakeOver(words) {
  const box = dialog("take-over");
  say(one("[data-words]", box), words);
  return answer(box, (choose) => {
    one("[data-yes]", box).onclick = () => choose(true);
  });
}

/**
 * Whether to close the counter before signing out: "close", "stay", or undefined.
 * @param {string} words
 * @returns {Promise<string | undefined>}
 */
export function askLeave(words) {
  const box = dialog("leave");
  say(one("[data-words]", box), words);
  return answer(box, (choose) => {
    for (const button of all("[data-yes]", box)) button.onclick = () => choose(button.dataset.yes);
  });
}

/**
 * Where the ticket shall go; undefined when nowhere after all.
 * @param {string} number
 * @param {Target[]} targets
 * @returns {Promise<Target["to"] | undefined>}
 */
export function askTarget(number, targets) {
  const box = dialog("transfer");
  say(one("[data-number]", box), number);
  return answer(box, (choose) => {
    const rows = targets.map(({ name, more, to }) => {
      const button = make("button", "target", make("strong", "", name), make("span", "soft", more));
      button.setAttribute("type", "button");
      button.onclick = () => choose(to);
      return make("li", "", button);
    });
    one("[data-targets]", box).replaceChildren(...rows);
  });
}

/**
 * Why the ticket is cancelled; undefined when it is not.
 * @param {string} number
 * @returns {Promise<string | undefined>}
 */
export function askReason(number) {
  const box = dialog("cancel");
  /** @type {HTMLFormElement} */
  const form = one("form", box);
  const reason = field(form, "reason");
  form.reset();
  say(one("[data-number]", box), number);
  return answer(box, (choose) => {
    for (const button of all("[data-reason]", box)) {
      button.onclick = () => {
        reason.value = button.dataset.reason ?? "";
        one("[type=submit]", box).focus();
      };
    }
    form.onsubmit = () => choose(reason.value);
  });
}

/**
 * @param {string} name
 * @returns {HTMLDialogElement}
 */
const dialog = (name) => one(`[data-ask="${name}"]`);

/**
 * @param {HTMLDialogElement} box
 * @param {(choose: (value: any) => void) => void} listen
 * @returns {Promise<any>}
 */
function answer(box, listen) {
  return new Promise((done) => {
    /** @type {unknown} */
    let chosen;
    one("[data-no]", box).onclick = () => box.close();
    box.onclose = () => done(chosen);
    listen((value) => {
      chosen = value;
      if (box.open) box.close();
    });
    box.showModal();
  });
}
