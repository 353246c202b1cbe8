/** Talk JSON with our own server; a refusal is thrown as {code, message, status}. */

const UNREACHABLE = "Sistem tidak terjangkau. Tunggu sebentar, lalu coba lagi.";

/** @returns {Promise<any>} the answer's JSON; null for 304 and 204 */
export async function request(method, url, body, { timeout = 8000, headers = {} } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        Accept: "application/json",
        ...(method === "GET" ? {} : { "Content-Type": "application/json", ...trust() }),
        ...headers,
      },
      body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
      signal: AbortSignal.timeout(timeout),
    });
  } catch {
    throw { code: "unreachable", message: UNREACHABLE, status: 0 };
  }
  if (response.status === 304 || response.status === 204) return null;
  const answer = await response.json().catch(() => ({ code: "error", message: UNREACHABLE }));
  if (!response.ok) throw { ...answer, status: response.status };
  return answer;
}

export const get = (url, options) => request("GET", url, undefined, options);
export const post = (url, body, options) => request("POST", url, body, options);

/** What every change carries: the page's token, and the role that the page is pressed in. */
export function trust() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const role = document.querySelector("[data-role]")?.dataset.role;
  return { "X-CSRFToken": token, ...(role ? { "X-Antrean-Role": role } : {}) };
}
