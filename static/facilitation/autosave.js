// Saves a form as its fields change: one request at a time, the newest state last, and again by
// itself when the connection comes back. The form's own button goes on working without it.

import { post } from "./http.js";
import { say } from "./saved.js";

const PAUSE = 500; // ms after the last key
const AGAIN = 10_000; // ms after a failed attempt

export function autosave(form) {
  const touched = new Set();
  let timer = null;
  let sending = false;
  let changed = false;

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (sending || !changed) return;
    sending = true;
    changed = false;
    say("saving");
    const delay = await send();
    sending = false;
    if (changed) later(delay);
  }

  /** Resolves to how long to wait (ms) before what has changed meanwhile is sent. */
  async function send() {
    try {
      const { errors } = await post(form.action, new FormData(form));
      showErrors(form, errors, touched);
      say(Object.keys(errors).length ? "Not saved yet" : "saved");
      return 0;
    } catch (error) {
      changed = true;
      say(error.status === 0 ? "waiting" : "Not saved");
      return AGAIN;
    }
  }

  function onInput(event) {
    touched.add(event.target.name);
    changed = true;
    later(PAUSE);
  }

  form.addEventListener("input", onInput);
  addEventListener("online", () => later(0));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed = false;
  });
  // leaving by a link in the header: what was typed last goes along
  addEventListener("pagehide", () => {
    if (changed) navigator.sendBeacon(form.action, new FormData(form));
  });
}

/** Shows an error beside each field that was touched, and takes away those that are mended. */
function showErrors(form, errors, touched) {
  for (const line of form.querySelectorAll("[data-error-for]")) {
    const name = line.dataset.errorFor;
    const message = touched.has(name) ? (errors[name]?.[0] ?? "") : "";
    if (errors[name] && !message) continue;
    line.hidden = !message;
    line.querySelector("[data-error-text]").textContent = message;
    line.closest(".field").classList.toggle("field--error", Boolean(message));
    for (const input of form.querySelectorAll(
      `[name="${name}"]:not([type="checkbox"], [type="radio"])`,
    )) {
      describe(input, line.id, Boolean(message));
    }
  }
}

function describe(input, id, wrong) {
  const ids = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (wrong) ids.add(id);
  else ids.delete(id);
  if (ids.size) input.setAttribute("aria-describedby", [...ids].join(" "));
  else input.removeAttribute("aria-describedby");
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

for (const form of document.querySelectorAll('form[data-module~="autosave"]')) autosave(form);
