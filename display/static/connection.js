/** The wire to the server: whole pictures in, and the honest answer to "is this still true?". */

import { io } from "/static/vendor/socket.io.esm.min.js";

const CHECK_EVERY = 5000;
const ANSWER_WITHIN = 3000;
const LOST_AFTER = 3000;
const HIDDEN_AFTER = 60000;
const POLL_EVERY = 4000;

/**
 * Connect and stay connected.
 * `onPicture(picture)` for each whole picture; `onClock(reply)` about every 5 s;
 * `onState(state)` when it becomes ok, lost (after 3 s) or hidden (after 60 s).
 */
export function connect({ onPicture, onClock, onState }) {
  const socket = io("/board", {
    transports: ["websocket"], reconnectionDelay: 400, reconnectionDelayMax: 2500,
    randomizationFactor: 0.4, timeout: 5000,
  });
  const life = watch(onState);

  socket.on("board", (picture) => {
    life.alive();
    onPicture(picture);
  });
  socket.on("connect", life.alive);
  socket.on("disconnect", (reason) => {
    life.gone();
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", () => {
    life.gone();
    // A refusal (no free place) is final for Socket.IO; polling goes on meanwhile.
    if (!socket.active) setTimeout(() => socket.connect(), POLL_EVERY);
  });
  addEventListener("offline", life.gone);

  setInterval(() => {
    if (!socket.connected) return;
    socket.timeout(ANSWER_WITHIN).emit("tick", (error, reply) => {
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
    const picture = await fetchPicture();
    if (!picture || socket.connected) return;
    life.alive();
    onPicture(picture);
  }, POLL_EVERY);
}

async function fetchPicture() {
  try {
    const answer = await fetch("/api/v1/board", { signal: AbortSignal.timeout(ANSWER_WITHIN) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function watch(onState) {
  let timers = [];
  let state = "";
  const become = (next) => {
    if (state !== next) onState((state = next));
  };
  const stop = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };
  const gone = () => {
    if (timers.length || state === "hidden") return;
    timers = [
      setTimeout(() => become("lost"), LOST_AFTER),
      setTimeout(() => become("hidden"), HIDDEN_AFTER),
    ];
  };
  gone();
  return {
    alive: () => {
      stop();
      become("ok");
    },
    gone,
  };
}
