/** Sign out, the same on every page: not silently while a counter is still open in one's name. */

import { get, outcome } from "/static/js/api.js";
import { all, on, one, say } from "/static/js/dom.js";
import { send } from "./press.js";
import { mySeat } from "./seat.js";

let leaving = false;

on("submit", "[data-leave]", async (form, event) => {
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  await leave(form);
  leaving = false;
});

/** @param {HTMLFormElement} form */
async function leave(form) {
  const { answer } = await outcome(get("/api/v1/seats", { timeout: 2500 }));
  const seat = answer && mySeat(answer);
  const how = seat ? await ask(seat) : "stay";
  if (!how) return;
  if (how === "close") await send(`/api/v1/counters/${seat.id}/close`);
  form.submit();
}

/**
 * Whether to close the counter first: "close", "stay", or undefined.
 * @param {import("./seat.js").Counter} seat
 * @returns {Promise<string | undefined>}
 */
function ask({ name, ticket }) {
  /** @type {HTMLDialogElement} */
  const box = one('[data-ask="leave"]');
  const there = ticket ? `, dan ${ticket.number} masih di sana` : "";
  say(one("[data-words]", box), `${name} masih dibuka atas nama Anda${there}.`);
  one('[data-yes="close"]', box).hidden = Boolean(ticket);
  return new Promise((done) => {
    /** @type {string | undefined} */
    let chosen;
    one("[data-no]", box).onclick = () => box.close();
    box.onclose = () => done(chosen);
    for (const button of all("[data-yes]", box)) {
      button.onclick = () => {
        chosen = button.dataset.yes;
        box.close();
      };
    }
    box.showModal();
  });
}
