// Why a change was not taken, beside its field.

/** Shows the errors of what was refused, and takes away those that are mended.
 *  @param {HTMLFormElement} form
 *  @param {Entry[]} entries those of the form that wait
 *  @param {string} whole why the form as a whole was not taken */
export function showErrors(form, entries, whole = "") {
  const refused = entries.filter((entry) => entry.refused);
  /** @type {Record<string, string[]>} */
  const errors = Object.assign({}, ...refused.map((entry) => entry.body.errors ?? {}));
  const touched = new Set(entries.flatMap((entry) => Object.keys(entry.body.fields)));
  for (const line of form.querySelectorAll("[data-error-for]")) {
    const name = line.dataset.errorFor;
    showError(form, line, touched.has(name) ? (errors[name]?.[0] ?? "") : "");
  }
  showWhole(form, whole);
}

function showError(form, line, message) {
  if (line.hidden && !message) return;
  line.hidden = !message;
  line.querySelector("[data-error-text]").textContent = message;
  line.closest(".field")?.classList.toggle("field--error", Boolean(message));
  const { errorFor } = line.dataset;
  for (const input of form.querySelectorAll(
    `[name="${errorFor}"]:not([type="checkbox"], [type="radio"])`,
  )) {
    describe(input, line.id, Boolean(message));
  }
}

function showWhole(form, words) {
  let line = form.querySelector(":scope > [data-refused]");
  if (!line && !words) return;
  if (!line) {
    line = document.createElement("p");
    line.className = "notice notice--warning";
    line.dataset.refused = "";
    line.setAttribute("role", "status");
    form.prepend(line);
  }
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
