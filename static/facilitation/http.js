// The one way a page's script talks to the server.

import { cookie } from "./device.js";

/** Sends a form's fields or, for anything else, JSON.
 *  Resolves to the JSON of the answer; rejects with an Error whose `status` is the HTTP status, and
 *  whose `answer` is the answer's JSON where there is one (status 0: no connection).
 *  @param {string} url
 *  @param {FormData | URLSearchParams | object} body
 *  @param {RequestInit} options */
export async function post(url, body = new URLSearchParams(), options = {}) {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  // the token of a form in the page goes out of date when one signs in again in another window
  if (body instanceof FormData) body.delete("csrfmiddlewaretoken");
  const headers = { "X-CSRFToken": cookie("csrftoken") ?? "", Accept: "application/json" };
  if (!isForm) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, {
      ...options,
      method: "POST",
      headers,
      body: isForm ? body : JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("no connection"), { status: 0 });
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw Object.assign(new Error("refused"), { status: response.status, answer });
  // something between here and the server answered in its place: a café's log-in page, perhaps
  if (!answer) throw Object.assign(new Error("no answer"), { status: 0 });
  return answer;
}
