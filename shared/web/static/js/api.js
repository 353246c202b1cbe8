/** Talk with our own server, never without a time limit; a refusal is thrown as a `Refusal`. */

import { maybe } from "./dom.js";

/** @typedef {{ code: string, message: string, status: number }} Refusal */
/** @typedef {{ timeout?: number, headers?: Record<string, string> }} Options */

/** @type {(refused: Refusal) => Promise<boolean>} */
let mend = async () => false;

/**
 * Let this try to mend what a change was refused for, such as a sign-in that ran out: the change
 * is sent once more when it says yes.
 * @param {(refused: Refusal) => Promise<boolean>} way
 */
export const whenRefused = (way) => {
  mend = way;
};

/** What is said when no answer comes. */
export const UNREACHABLE = "Sistem tidak terjangkau. Tunggu sebentar, lalu coba lagi.";

/**
 * The server's answer, whatever it is; thrown when there is none in time. What is only asked is said
 * to be a look of the page's own: a page left open must not keep its officer signed in.
 * @param {string} url
 * @param {RequestInit & { timeout?: number }} [options]
 */
export function reach(url, { timeout = 8000, ...options } = {}) {
  const headers = new Headers(options.headers);
  if ((options.method ?? "GET") === "GET") headers.set("X-Antrean-Look", "1");
  return fetch(url, { ...options, headers, signal: AbortSignal.timeout(timeout) });
}

/**
 * A page that was answered, to take pieces from.
 * @param {Response} answer
 */
export const pageOf = async (answer) =>
  new DOMParser().parseFromString(await answer.text(), "text/html");

/**
 * Ask in JSON, or with a form that holds files; a change that was refused for what can be mended is
 * sent once more.
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @param {Options} [options]
 * @returns {Promise<any>} the answer's JSON; null for 304 and 204
 */
export async function request(method, url, body, options = {}) {
  try {
    return await asked(method, url, body, options);
  } catch (refused) {
    const mended = method !== "GET" && (await mend(/** @type {Refusal} */ (refused)));
    if (!mended) throw refused;
    return asked(method, url, body, options);
  }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} body
 * @param {Options} options
 */
async function asked(method, url, body, { headers = {}, ...options }) {
  const changes = method !== "GET";
  const sent = { Accept: "application/json", ...headers };
  const isForm = body instanceof FormData;
  // Of a form the browser itself says how it is packed.
  const kind = isForm ? {} : { "Content-Type": "application/json" };
  const response = await reach(url, {
    ...options,
    method,
    headers: changes ? { ...kind, ...trust(), ...sent } : sent,
    body: changes ? (isForm ? body : JSON.stringify(body ?? {})) : undefined,
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
 * What every change carries: the page's token, for whom it was drawn, and the role that it is
 * pressed in.
 * @returns {Record<string, string>}
 */
export function trust() {
  const token = maybe('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const role = maybe("[data-role]")?.dataset.role;
  const drawnFor = maybe('meta[name="officer"]')?.getAttribute("content");
  return {
    "X-CSRFToken": token,
    ...(drawnFor ? { "X-Antrean-Staff": drawnFor } : {}),
    ...(role ? { "X-Antrean-Role": role } : {}),
  };
}
