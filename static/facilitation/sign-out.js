// Signing out clears what pages keep on this device. Where that is unsaved work, say so first.

import { announce } from "./announce.js";
import { names } from "./device.js";

for (const form of document.querySelectorAll('[data-module="sign-out"]')) {
  let warned = false;
  form.addEventListener("submit", (event) => {
    const unsaved = names("").some((name) => name.includes(".change."));
    if (!unsaved || warned) return;
    event.preventDefault();
    warned = true;
    const warning = document.createElement("p");
    warning.className = "notice notice--warning";
    warning.textContent =
      "Some changes to a session are not saved yet. Open that session to save them. " +
      "Signing out now loses them.";
    document.getElementById("main").prepend(warning);
    announce(warning.textContent);
  });
}
