/** Sign out, but not silently while the counter is still open: it would wait for nobody. */

import { askLeave } from "./ask.js";
import { one } from "./dom.js";
import { isEcho, send } from "./press.js";
import { mySeat } from "./seat.js";
import { tell } from "./stage.js";

const form = one("[data-leave]");

/** Begin asking. */
export function guardLeaving() {
  form.addEventListener("submit", (event) => {
    const seat = mySeat();
    if (!seat) return;
    event.preventDefault();
    if (!isEcho("leave")) leave(seat);
  });
}

async function leave(seat) {
  const number = seat.ticket?.number;
  if (number) {
    tell(`Selesaikan dahulu ${number}, atau alihkan. Setelah itu baru keluar.`, { bad: true });
    return;
  }
  const how = await askLeave(`${seat.name} masih dibuka atas nama Anda.`);
  if (!how) return;
  const done = how === "close" && (await send(`/api/v1/counters/${seat.id}/close`, {}));
  if (done?.refused) tell(done.refused.message, { bad: true });
  else form.submit();
}
