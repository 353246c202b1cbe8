/** Questions before something that cannot simply be taken back: small dialogs. */

import { all, field, make, one, say } from "/static/js/dom.js";
import { clockIn } from "../common/seat.js";

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
 * When the break ends, as `12.30`, or "" when nobody can tell; undefined when there is no break.
 * @returns {Promise<string | undefined>}
 */
export function askBreak() {
  const box = dialog("break");
  /** @type {HTMLFormElement} */
  const form = one("form", box);
  const until = field(form, "until");
  form.reset();
  return answer(box, (choose) => {
    for (const button of all("[data-minutes]", box)) {
      const ends = clockIn(Number(button.dataset.minutes));
      say(one("[data-ends]", button), ends);
      button.onclick = () => choose(ends);
    }
    one("[data-yes]", box).onclick = () => choose("");
    form.onsubmit = () => choose(until.value);
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
