// Adding and using a passkey: django-allauth's scripts ask the browser, and here it is said in words
// what became of that.

import { announce } from "./announce.js";

/** @type {any} */
const { allauth } = window;
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-passkey]"));
const credential = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
const WORDS = "No passkey was used. Press the button to try again.";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // or it is written to the console
  tell(WORDS);
});

if (window.PublicKeyCredential && allauth?.webauthn) {
  const ids = { credential: credential.id, data: "passkey-data" };
  const { addForm, authenticateForm } = allauth.webauthn.forms;
  if (form.dataset.passkey === "add") addForm({ ids: { ...ids, add: "passkey" } });
  else authenticateForm({ ids: { ...ids, authenticate: "passkey" } });
} else {
  form.hidden = form.dataset.passkey !== "add";
  tell("This browser knows no passkeys.");
}

/** @param {string} words */
function tell(words) {
  form.querySelector("[data-passkey-said]")?.remove();
  const line = document.createElement("p");
  line.className = "field__error";
  line.dataset.passkeySaid = "";
  line.textContent = words;
  form.append(line);
  announce(words);
}
