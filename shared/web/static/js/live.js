/**
 * Hear the whole picture from the server, again after every reconnect.
 * A lost connection is told after three seconds; it mends by itself, without a reload.
 */

import { io } from "../vendor/socket.io.esm.min.js";

const STALE_AFTER = 3000;

/**
 * @param {string} namespace such as "/board"
 * @param {string} event name of the picture's event
 * @param {{picture: (p: any) => void, stale?: (isStale: boolean) => void}} listeners
 */
export function listen(namespace, event, { picture, stale = () => {} }) {
  const socket = io(namespace, {
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    timeout: 5000,
  });
  let newest = -1;
  let timer = setTimeout(() => stale(true), STALE_AFTER);

  socket.on("connect", () => {
    // A restarted server may count anew: whatever it sends first is the truth.
    newest = -1;
  });
  socket.on(event, (whole) => {
    if (whole.seq < newest) return;
    newest = whole.seq;
    clearTimeout(timer);
    stale(false);
    picture(whole);
  });
  const lost = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stale(true), STALE_AFTER);
  };
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1000);
  });
  socket.on("connect_error", () => {
    // Refused by the server (not by the network): Socket.IO does not try again by itself.
    if (!socket.active) setTimeout(() => socket.connect(), 3000);
  });
  return socket;
}
