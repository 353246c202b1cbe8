/**
 * Hear the whole picture from the server, again after every reconnect.
 * A lost connection is told after a while; it mends by itself, without a reload.
 */

import { io } from "/static/vendor/socket.io.esm.min.js";

const STALE_AFTER = 3000;

/**
 * Tells `changed` what is to be thought of a silence, once each time that it changes: "ok" while
 * there are signs of life, and each other word after so many milliseconds without.
 * @param {Record<string, number>} stages
 * @param {(stage: string) => void} changed
 */
export function silence(stages, changed) {
  let told = "";
  /** @type {number[]} */
  let timers = [];
  /** @param {string} stage */
  const become = (stage) => {
    if (told === stage) return;
    told = stage;
    changed(stage);
  };
  const gone = () => {
    if (timers.length) return;
    timers = Object.entries(stages).map(([stage, after]) => setTimeout(become, after, stage));
  };
  const alive = () => {
    timers.forEach(clearTimeout);
    timers = [];
    become("ok");
  };
  gone();
  return { alive, gone };
}

/**
 * A socket that does not give up.
 * @param {string} namespace such as "/board"
 * @param {string} event name of the picture's event
 * @param {{ picture: (whole: any) => void, gone?: () => void }} listeners
 */
export function connect(namespace, event, { picture, gone = () => {} }) {
  const socket = io(namespace, {
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    timeout: 5000,
  });
  let newest = -1;
  socket.on("connect", () => {
    // A restarted server may count anew: whatever it sends first is the truth.
    newest = -1;
  });
  socket.on(event, (/** @type {{ seq: number }} */ whole) => {
    if (whole.seq < newest) return;
    newest = whole.seq;
    picture(whole);
  });
  socket.on("out", (/** @type {{ words: string, forGood: boolean }} */ detail) => {
    document.dispatchEvent(new CustomEvent("signed-out", { detail }));
  });
  socket.on("ill", (/** @type {{ words: string }} */ detail) => {
    document.dispatchEvent(new CustomEvent("store-ill", { detail }));
  });
  socket.on("disconnect", (/** @type {string} */ reason) => {
    gone();
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1000);
  });
  socket.on("connect_error", () => {
    gone();
    // Refused by the server (not by the network): Socket.IO does not try again by itself.
    if (!socket.active) setTimeout(() => socket.connect(), STALE_AFTER);
  });
  return socket;
}

/**
 * Hear every picture, and whether the newest may be old.
 * @param {string} namespace
 * @param {string} event
 * @param {{ picture: (whole: any) => void, stale: (isStale: boolean) => void }} listeners
 */
export function listen(namespace, event, { picture, stale }) {
  const life = silence({ stale: STALE_AFTER }, (stage) => stale(stage === "stale"));
  connect(namespace, event, {
    picture: (whole) => {
      life.alive();
      picture(whole);
    },
    gone: life.gone,
  });
}
