/** Asking the service. */
// @ts-check

/** @param {string} path @param {RequestInit} [how] */
async function answer(path, how = {}) {
  const token = /** @type {HTMLInputElement | null} */ (document.getElementById("token"))?.value;
  const headers = { ...how.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  let response;
  try {
    response = await fetch(path, { ...how, headers, credentials: "omit" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Error("The service does not answer. Is it still running?");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The service answered ${response.status}.`);
}

/** JSON of an address, or what it answers to a body. @param {string} path @param {unknown} [body] @param {AbortSignal} [signal] */
export async function ask(path, body, signal) {
  const how = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal };
  return (await answer(path, how)).json();
}

/** The text at an address. @param {string} path */
export async function words(path) {
  return (await answer(path)).text();
}
