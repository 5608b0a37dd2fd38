// A question to the server from the admin's forms, by POST: what is asked is never in an address.

/**
 * @param {string} address
 * @param {Record<string, string>} question by field
 * @param {HTMLFormElement} form in which it is asked
 * @returns {Promise<any>} the answer, or {error} in plain words
 */
export async function ask(address, question, form) {
  const body = new FormData();
  for (const [name, value] of Object.entries(question)) body.set(name, value);
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken"));
  body.set("csrfmiddlewaretoken", token.value);
  try {
    const response = await fetch(address, { method: "POST", body });
    if (response.ok) return await response.json();
  } catch {
    // said below
  }
  return { error: "The server did not answer." };
}
