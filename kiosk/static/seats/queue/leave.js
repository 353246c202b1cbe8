/** Sign out, but not silently while the counter is still open: it would wait for nobody. */

import { on } from "/static/js/dom.js";
import { isEcho } from "/static/js/press.js";
import { send } from "../common/press.js";
import { mySeat } from "../common/seat.js";
import { askLeave } from "./ask.js";
import { tell } from "./stage.js";

on("submit", "[data-leave]", (form, event) => {
  const seat = mySeat();
  if (!seat) return;
  event.preventDefault();
  if (!isEcho("leave")) leave(form, seat);
});

/**
 * @param {HTMLFormElement} form
 * @param {import("../common/seat.js").Counter} seat
 */
async function leave(form, seat) {
  const number = seat.ticket?.number;
  if (number) {
    tell(`Selesaikan dahulu ${number}, atau alihkan. Setelah itu baru keluar.`, { bad: true });
    return;
  }
  const how = await askLeave(`${seat.name} masih dibuka atas nama Anda.`);
  if (!how) return;
  const done = how === "close" ? await send(`/api/v1/counters/${seat.id}/close`) : undefined;
  if (done?.refused) tell(done.refused.message, { bad: true });
  else form.submit();
}
