/** Questions before something that cannot simply be taken back: small dialogs. */

import { all, one, say } from "./dom.js";

/** Whether the person wants to sit where somebody else sits. */
export function askTakeOver(words) {
  const box = one('[data-ask="take-over"]');
  say(one("[data-words]", box), words);
  return answer(box, (choose) => {
    one("[data-yes]", box).onclick = () => choose(true);
  });
}

/** Whether to close the counter before signing out: "close", "stay", or undefined. */
export function askLeave(words) {
  const box = one('[data-ask="leave"]');
  say(one("[data-words]", box), words);
  return answer(box, (choose) => {
    for (const button of all("[data-yes]", box)) button.onclick = () => choose(button.dataset.yes);
  });
}

/** Where the ticket shall go; undefined when nowhere after all. */
export function askTarget(number, targets) {
  const box = one('[data-ask="transfer"]');
  say(one("[data-number]", box), number);
  return answer(box, (choose) => {
    one("[data-targets]", box).replaceChildren(...targets.map((target) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "target";
      button.innerHTML = "<strong></strong><span class='soft'></span>";
      button.firstChild.textContent = target.name;
      button.lastChild.textContent = target.more;
      button.onclick = () => choose(target.to);
      row.append(button);
      return row;
    }));
  });
}

/** Why the ticket is cancelled; undefined when it is not. */
export function askReason(number) {
  const box = one('[data-ask="cancel"]');
  const form = one("form", box);
  form.reset();
  say(one("[data-number]", box), number);
  return answer(box, (choose) => {
    for (const button of all("[data-reason]", box)) {
      button.onclick = () => {
        form.elements.reason.value = button.dataset.reason;
        one("[type=submit]", box).focus();
      };
    }
    form.onsubmit = () => choose(form.elements.reason.value);
  });
}

function answer(box, listen) {
  return new Promise((done) => {
    let chosen;
    const choose = (value) => {
      chosen = value;
      if (box.open) box.close();
    };
    one("[data-no]", box).onclick = () => box.close();
    box.onclose = () => done(chosen);
    listen(choose);
    box.showModal();
  });
}
