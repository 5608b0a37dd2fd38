// The one way a page's script talks to the server.

/** Sends a form's fields or, for anything else, JSON.
 *  Resolves to the JSON of the answer; rejects with an Error whose `status` is the HTTP status, and
 *  whose `answer` is the answer's JSON where there is one (status 0: no connection).
 *  @param {string} url
 *  @param {FormData | URLSearchParams | object} body */
export async function post(url, body = new URLSearchParams()) {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  if (!isForm) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers,
      body: isForm ? body : JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("no connection"), { status: 0 });
  }
  // signed out meanwhile: what came back is the sign-in page
  if (response.redirected) throw Object.assign(new Error("signed out"), { status: 401 });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw Object.assign(new Error("refused"), { status: response.status, answer });
  return answer;
}

function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
