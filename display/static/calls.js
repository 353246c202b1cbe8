/** Announces calls one at a time, in order, each long enough to be read and heard. */

/**
 * @typedef {{
 *   id: number, number: string, repeat: number, at: string, priority: boolean, audio: string | null,
 *   audio_brief: string | null,   counter: { id: number, name: string },
 * }} Call
 */

/** @typedef {{ id: number, number: string | null, serving: boolean }} At a counter */

const TOO_OLD = 2 * 60 * 1000; // a call missed while disconnected is still worth saying until then
const REMEMBERED = 64;
const MEMORY = "papan.calls";

/** @param {Call} call */
const keyOf = (call) => `${call.id}:${call.repeat}:${call.at}`;

/**
 * A queue of announcements.
 * `announce(call)` shows and says one, and resolves when the next may begin;
 * `settled()` is told when nothing is left to announce.
 * @param {{ announce: (call: Call) => Promise<void>, settled: () => void }} told
 */
export function announcer({ announce, settled }) {
  const seen = new Set(recall());
  /** @type {Call[]} */
  const line = [];
  /** @type {Call | null} */
  let current = null;
  /** @type {At[]} */
  let counters = [];
  let fresh = seen.size === 0;

  /** @param {{ calls: Call[], counters: At[], at: string }} picture */
  function take(picture) {
    counters = picture.counters;
    for (let at = line.length - 1; at >= 0; at -= 1) if (!stands(line[at])) line.splice(at, 1);
    for (const call of [...picture.calls].reverse()) consider(call, Date.parse(picture.at));
    fresh = false;
    store(seen);
    if (!current) next();
  }

  /**
   * @param {Call} call
   * @param {number} now
   */
  function consider(call, now) {
    if (seen.has(keyOf(call))) return;
    seen.add(keyOf(call));
    if (fresh || !stands(call) || now - Date.parse(call.at) > TOO_OLD) return;
    const inLine = line.some(
      (other) => other.number === call.number && other.counter.id === call.counter.id,
    );
    if (!inLine) line.push(call);
  }

  /**
   * Whether the number is still called there: not undone, not passed on, not being served.
   * @param {Call} call
   */
  const stands = ({ number, counter }) =>
    counters.some((at) => at.id === counter.id && at.number === number && !at.serving);

  async function next() {
    for (current = line.shift() ?? null; current; current = line.shift() ?? null) {
      await announce(current);
    }
    settled();
  }

  /** The one being announced has the board to itself: nobody waits, and it still stands. */
  const alone = () => line.length === 0 && current !== null && stands(current);

  return { take, alone, current: () => current, upcoming: () => line };
}

/** @returns {string[]} */
function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Set<string>} seen */
function store(seen) {
  for (const key of seen) {
    if (seen.size <= REMEMBERED) break;
    seen.delete(key);
  }
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify([...seen]));
  } catch {
    // A browser that keeps nothing only forgets, at a reload, what it has already announced.
  }
}
