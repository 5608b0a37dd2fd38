// Why a change was not taken, beside its field; and read out.

import { announce } from "./announce.js";

/** Shows the errors of what was refused, and takes away those that are mended.
 *  @param {HTMLFormElement} form
 *  @param {Entry[]} entries those of the form that wait */
export function showErrors(form, entries) {
  const refused = entries.filter((entry) => entry.refused);
  /** @type {Record<string, string[]>} */
  const errors = Object.assign({}, ...refused.map((entry) => entry.body.errors ?? {}));
  const touched = new Set(entries.flatMap((entry) => Object.keys(entry.body.fields)));
  for (const line of form.querySelectorAll("[data-error-for]")) {
    const name = line.dataset.errorFor;
    showError(form, line, touched.has(name) ? (errors[name]?.[0] ?? "") : "");
  }
}

function showError(form, line, message) {
  const text = line.querySelector("[data-error-text]");
  if ((line.hidden ? "" : text.textContent) === message) return;
  // half a year is no mistake yet: it is one when its field is left
  if (message && isTypedIn(form, line.dataset.errorFor)) return;
  line.hidden = !message;
  text.textContent = message;
  announce(message && `Error: ${message}`);
  line.closest(".field")?.classList.toggle("field--error", Boolean(message));
  const { errorFor } = line.dataset;
  for (const input of form.querySelectorAll(
    `[name="${errorFor}"]:not([type="checkbox"], [type="radio"])`,
  )) {
    describe(input, line.id, Boolean(message));
  }
}

const isTypedIn = (form, name) =>
  document.activeElement?.matches(`[name="${name}"]:not([type="checkbox"], [type="radio"])`) &&
  form.contains(document.activeElement);

/** Why the form as a whole was not taken, above it.
 *  @param {HTMLFormElement} form @param {string} words */
export function showWhole(form, words) {
  /** @type {HTMLElement | null} */
  let line = form.querySelector(":scope > [data-refused]");
  if (!line && !words) return;
  if (!line) {
    line = document.createElement("p");
    line.className = "notice notice--warning";
    line.dataset.refused = "";
    form.prepend(line);
  }
  if (line.textContent !== words) announce(words);
  line.hidden = !words;
  line.textContent = words;
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
