/** What a counter's officer may do now, and in words why not. */

/** @typedef {import("../common/seat.js").Counter} Counter */

const WITH_SOMEBODY = ["finish", "papers", "hold", "transfer", "cancel"];

/**
 * The counter's state: empty, called, serving or break.
 * @param {Counter} seat
 */
export function situation(seat) {
  if (seat.ticket) return seat.ticket.state;
  return seat.state === "break" ? "break" : "empty";
}

/**
 * Whether this button may be pressed now.
 * @param {string} name
 * @param {Counter | undefined} seat
 */
export const may = (name, seat) => !whyNot(name, seat);

/**
 * The reason why this button does nothing now; "" when it may be pressed.
 * @param {string} name
 * @param {Counter | undefined} seat
 */
export function whyNot(name, seat) {
  if (!seat) return "Anda belum duduk di loket. Pilih loket dahulu.";
  const state = situation(seat);
  const number = seat.ticket?.number;
  if (name === "undo")
    return seat.undo && state !== "break" ? "" : "Tidak ada yang dapat diurungkan.";
  if (name === "break" || name === "close") return number ? `Selesaikan dahulu ${number}.` : "";
  if (state === "break") return "Loket sedang istirahat. Tekan Buka lagi.";
  if (name === "next" || name === "call") return whyNotCall(name, seat, state);
  if (!number) return "Belum ada nomor di loket ini. Tekan Panggil berikutnya.";
  if (WITH_SOMEBODY.includes(name) || state === "called") return "";
  return `${number} sudah datang dan sedang dilayani.`;
}

/**
 * @param {string} name
 * @param {Counter} seat
 * @param {string} state
 */
function whyNotCall(name, seat, state) {
  if (state === "called") {
    return `${seat.ticket?.number} belum dijawab. Tekan Mulai bila sudah datang, atau Lewati.`;
  }
  return name === "next" && !seat.next ? "Tidak ada yang menunggu untuk loket ini." : "";
}
