// How much a field takes is told, and nothing is cut: a count when it gets close, and in words how
// much is too much. Browsers drop without a word what is pasted beyond maxlength.

import { announce } from "./announce.js";

const CLOSE = 0.8;
const PAUSE = 1000; // ms after the last letter: not every one is counted aloud
let timer = null;

document.addEventListener("input", ({ target }) => {
  count(target);
  clearTimeout(timer);
  timer = setTimeout(() => tell(target), PAUSE);
});
document.addEventListener("focusin", ({ target }) => tell(target));
// what is too long is not sent: neither by a form, nor by whoever listens for changes
for (const type of ["submit", "change"]) document.addEventListener(type, hold, true);

/** @param {any} field */
function count(field) {
  const limit = Number(field.dataset?.limit);
  if (!limit) return;
  const left = limit - lettersIn(field);
  const line = lineOf(field);
  line.hidden = left > limit * (1 - CLOSE);
  line.classList.toggle("limit--over", left < 0);
  line.textContent = line.hidden ? "" : words(left);
  field.toggleAttribute("data-over", left < 0);
}

/** How much is left, or too much, is read out when the field is gone to, and in a pause.
 *  @param {any} field */
function tell(field) {
  if (field.dataset?.limit) announce(document.getElementById(idOf(field))?.textContent);
}

function words(left) {
  const letters = Math.abs(left) === 1 ? "letter" : "letters";
  if (left >= 0) return `${left} ${letters} left`;
  return `${-left} ${letters} too many: please make it shorter. Nothing is cut, and it is not saved yet.`;
}

/** As the server counts: one for each sign, and nothing for spaces at the ends. */
const lettersIn = (field) => [...(field.value ?? "").trim()].length;

function hold(event) {
  const fields = event.type === "change" ? [event.target] : [...event.target.elements];
  const over = fields.find((field) => Number(field.dataset?.limit) < lettersIn(field));
  if (!over || over.form?.matches('[data-module~="autosave"]')) return;
  count(over);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.type === "submit") over.focus();
}

function lineOf(field) {
  const id = idOf(field);
  const found = document.getElementById(id);
  if (found) return found;
  const line = document.createElement("p");
  line.id = id;
  line.className = "limit";
  const row = field.closest(".add__row, .wrong__row, .row") ?? field;
  row.after(line);
  return line;
}

const idOf = (field) => `${field.id || field.name}_limit`;

for (const field of document.querySelectorAll("[data-limit]")) {
  if (lettersIn(field) > Number(field.dataset.limit)) count(field);
}
