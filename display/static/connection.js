/** The wire to the server: whole pictures in, and the honest answer to "is this still true?". */

import { get } from "/static/js/api.js";
import { connect, silence } from "/static/js/live.js";

const CHECK_EVERY = 5000;
const ANSWER_WITHIN = 3000;
const STAGES = { lost: 3000, hidden: 60_000 };
const POLL_EVERY = 4000;

/**
 * Connect and stay connected.
 * @param {{
 *   onPicture: (picture: any) => void,
 *   onClock: (reply: { at: string, date: string, known: boolean }) => void,
 *   onState: (state: string) => void,
 *   ails: () => string,
 * }} told each whole picture; about every 5 s the clock; when it becomes ok, lost (after 3 s) or
 *   hidden (after 60 s). `ails`: what the server is told of the voice meanwhile.
 */
export function follow({ onPicture, onClock, onState, ails }) {
  const life = silence(STAGES, onState);
  /** @param {unknown} whole */
  const picture = (whole) => {
    life.alive();
    onPicture(whole);
  };
  const socket = connect("/board", "board", { picture, gone: life.gone });
  addEventListener("offline", life.gone);

  setInterval(() => {
    // Under another window it is no board, and browsers wake it too seldom to be heard.
    if (!socket.connected || document.hidden) return;
    socket
      .timeout(ANSWER_WITHIN)
      .emit("tick", ails(), (/** @type {unknown} */ error, /** @type {any} */ reply) => {
        if (!error) {
          life.alive();
          onClock(reply);
        } else {
          // A wire that only looks alive: a new one is tried, and told by "disconnect".
          socket.disconnect().connect();
        }
      });
  }, CHECK_EVERY);

  setInterval(async () => {
    if (socket.connected) return;
    const whole = await get("/api/v1/board", { timeout: ANSWER_WITHIN }).catch(() => null);
    if (whole && !socket.connected) picture(whole);
  }, POLL_EVERY);
}
