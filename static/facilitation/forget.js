// Deleting everything about a person takes what pages keep of them on this device along.

import { names, remove } from "./device.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-module="forget"]'));
const sessions = form.dataset.sessions.split(" ");

form.addEventListener("submit", () => {
  for (const name of names("")) if (sessions.includes(name.split(".")[0])) remove(name);
});
form.dataset.ready = "";
