/** What a counter's officer may do now, and in words why not: the rules have said so. */

/**
 * @typedef {import("../common/seat.js").Counter} Counter
 * @typedef {import("../common/seat.js").TicketWaiting} TicketWaiting
 */

/**
 * The counter's state: empty, called, serving or break.
 * @param {Counter} seat
 */
export const situation = (seat) =>
  seat.ticket?.state ?? (seat.state === "break" ? "break" : "empty");

/**
 * The reason why this button does nothing now; "" when it may be pressed.
 * @param {string} name
 * @param {Counter | undefined} seat
 */
export const whyNot = (name, seat) =>
  seat ? (seat.why_not[name] ?? "") : "Anda belum duduk di loket. Pilih loket dahulu.";

/**
 * Whether this button may be pressed now.
 * @param {string} name
 * @param {Counter | undefined} seat
 */
export const may = (name, seat) => !whyNot(name, seat);

/**
 * Whether a counter may call who waits.
 * @param {{ service: string, only_counter: number | null }} row
 * @param {Counter} seat
 */
export function isMine(row, seat) {
  if (row.only_counter !== null) return row.only_counter === seat.id;
  return seat.services.includes(row.service);
}

/**
 * How many wait for this counter, or for any.
 * @param {import("../common/seat.js").Picture} whole
 * @param {Counter | undefined} seat
 */
export function peopleFor(whole, seat) {
  const mine = whole.line.filter((row) => !seat || isMine(row, seat));
  return mine.reduce((sum, row) => sum + row.people, 0);
}
