/** Talk with our own server, never without a time limit; a refusal is thrown as a `Refusal`. */

import { maybe } from "./dom.js";

/** @typedef {{ code: string, message: string, status: number }} Refusal */
/** @typedef {{ timeout?: number, headers?: Record<string, string> }} Options */

/** What is said when no answer comes. */
export const UNREACHABLE = "Sistem tidak terjangkau. Tunggu sebentar, lalu coba lagi.";

/**
 * The server's answer, whatever it is; thrown when there is none in time.
 * @param {string} url
 * @param {RequestInit & { timeout?: number }} [options]
 */
export const reach = (url, { timeout = 8000, ...options } = {}) =>
  fetch(url, { ...options, signal: AbortSignal.timeout(timeout) });

/**
 * A page that was answered, to take pieces from.
 * @param {Response} answer
 */
export const pageOf = async (answer) =>
  new DOMParser().parseFromString(await answer.text(), "text/html");

/**
 * Ask in JSON.
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @param {Options} [options]
 * @returns {Promise<any>} the answer's JSON; null for 304 and 204
 */
export async function request(method, url, body, { headers = {}, ...options } = {}) {
  const changes = method !== "GET";
  const sent = { Accept: "application/json", ...headers };
  const response = await reach(url, {
    ...options,
    method,
    headers: changes ? { "Content-Type": "application/json", ...trust(), ...sent } : sent,
    body: changes ? JSON.stringify(body ?? {}) : undefined,
  }).catch(() => null);
  if (!response) throw { code: "unreachable", message: UNREACHABLE, status: 0 };
  if (response.status === 304 || response.status === 204) return null;
  // A line that broke amid the answer is no answer, whatever its status said.
  const answer = await response.json().catch(() => null);
  if (answer && response.ok) return answer;
  throw {
    code: "error",
    message: UNREACHABLE,
    ...answer,
    status: response.ok ? 0 : response.status,
  };
}

/**
 * @param {string} url
 * @param {Options} [options]
 */
export const get = (url, options) => request("GET", url, undefined, options);

/**
 * @param {string} url
 * @param {unknown} [body]
 * @param {Options} [options]
 */
export const post = (url, body, options) => request("POST", url, body, options);

/**
 * What came of a request, without a throw.
 * @param {Promise<any>} asked
 * @returns {Promise<{ answer?: any, refused?: Refusal }>}
 */
export const outcome = (asked) =>
  asked.then(
    (answer) => ({ answer }),
    (refused) => ({ refused }),
  );

/**
 * What every change carries: the page's token, and the role that the page is pressed in.
 * @returns {Record<string, string>}
 */
export function trust() {
  const token = maybe('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const role = maybe("[data-role]")?.dataset.role;
  return { "X-CSRFToken": token, ...(role ? { "X-Antrean-Role": role } : {}) };
}
