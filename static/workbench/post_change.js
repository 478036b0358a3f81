// @ts-check
// A change as a request.

import { csrfToken } from "../csrf_token.js";
import { requestFields } from "./queue_rules.js";

const TIMEOUT = 20000; // milliseconds

/**
 * Send a change to its address; a redirection is no answer.
 * @param {Change} change
 * @returns {Promise<Response>}
 */
export async function postChange(change) {
  const response = await fetch(change.url, {
    method: "POST",
    body: new URLSearchParams(requestFields(change)),
    credentials: "same-origin",
    redirect: "manual",
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.type === "opaqueredirect") throw new Error("redirected");
  return response;
}
