// Words about when are read by the server; the times in them become rows of the form below, to be
// looked at and saved with it. The words stay with each row; what was not read stays where it was.

import { ask } from "./ask.js";

const GROUP = "schedules";

function start(root) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(root.dataset.for));
  const status = root.querySelector(".when__status");
  const button = root.querySelector("button");

  async function read() {
    status.textContent = "Reading …";
    const found = await ask(root.dataset.read, { words: field.value }, field.form);
    if (found.error) {
      status.textContent = found.error;
      return;
    }
    for (const time of found.times) fill(addRow(), time);
    field.value = found.rest;
    const left = found.rest ? ` In words stays: ${found.rest}.` : "";
    status.textContent = `Read: ${found.words}.${left} Check the regular times below, then save.`;
  }

  button.addEventListener("click", read);
  root.hidden = false;
}

// A new row of Django's own, and the start of its fields' names.
function addRow() {
  const group = document.getElementById(`${GROUP}-group`);
  const total = /** @type {HTMLInputElement} */ (
    document.getElementById(`id_${GROUP}-TOTAL_FORMS`)
  );
  const number = Number(total.value);
  /** @type {HTMLElement} */ (group.querySelector(".add-row a")).click();
  return `${GROUP}-${number}-`;
}

function fill(prefix, time) {
  for (const [name, value] of Object.entries(time)) {
    const fields = document.getElementsByName(prefix + name);
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (fields)) {
      if (field.type === "checkbox") field.checked = value.includes(field.value);
      else field.value = value;
      const folded = field.closest("details");
      if (folded && value.length) folded.open = true;
    }
  }
}

for (const root of document.querySelectorAll("[data-module=when]")) start(root);
