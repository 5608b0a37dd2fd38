// A button that copies a text; without scripts it is chosen and copied by hand.

import { announce } from "../facilitation/announce.js";

const button = document.querySelector("[data-copy]");
/** @type {HTMLTextAreaElement} */
const source = document.querySelector("textarea");
const told = document.querySelector("[data-copied]");

button.hidden = false;
button.addEventListener("click", async () => {
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    told.textContent = "Copied";
  } catch {
    told.textContent = "Press Ctrl and C to copy it.";
  }
  announce(told.textContent);
});
