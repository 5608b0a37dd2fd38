// Saves each answer as it is given. Without this script the page is one form that saves everything.

import { empty, send } from "./outbox.js";

const ALL_BACK = "At least one stays on, so all of them are back. “Not now” leaves them out.";
const form = document.querySelector('[data-module="preferences"]');

form.addEventListener("change", (event) => {
  const item = event.target.closest("[data-item]");
  if (!item) return;
  const hint = item.querySelector("[data-hint]");
  if (hint) hint.textContent = keepOne(item) ? "" : ALL_BACK;
  save(item);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.name === "clear") clear(button.closest("[data-item]"));
  if (button?.dataset.next) empty().then(() => location.assign(button.dataset.next));
});

/** False when the last interest was taken off: then all of them are put back on. */
function keepOne(item) {
  const boxes = [...item.querySelectorAll('[type="checkbox"]')];
  if (boxes.some((box) => box.checked)) return true;
  for (const box of boxes) box.checked = true;
  return false;
}

function clear(item) {
  for (const radio of item.querySelectorAll('[type="radio"]')) radio.checked = false;
  for (const box of item.querySelectorAll('[type="checkbox"]')) box.checked = true;
  // the button goes away with the answer
  item.querySelector('[type="radio"]').focus();
  save(item);
}

function save(item) {
  const body = new URLSearchParams({ item: item.dataset.item });
  const fields = item.querySelectorAll("input:checked, input[type=hidden]");
  for (const field of fields) body.append(field.name, field.value);
  send(item.dataset.item, form.dataset.url, body);
  showProgress();
}

function showProgress() {
  const answered = form.querySelectorAll('[type="radio"]:checked').length;
  document.querySelector("[data-answered]").textContent = String(answered);
}
