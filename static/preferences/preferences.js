// Saves each answer as it is given. Without this script the page is one form that saves everything.

import { empty, send } from "./outbox.js";

const ALL = "With none picked we look for all of them.";
const form = document.querySelector('[data-module="preferences"]');

form.addEventListener("change", (event) => {
  const item = event.target.closest("[data-item]");
  if (!item) return;
  const hint = item.querySelector("[data-hint]");
  const isPick = event.target.closest(".item__interest") !== null;
  if (hint) hint.textContent = isPick && !anyPicked(item) ? ALL : "";
  save(item);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.name === "clear") clear(button.closest("[data-item]"));
  if (button?.dataset.next) empty().then(() => location.assign(button.dataset.next));
});

const anyPicked = (item) => item.querySelector('[type="checkbox"]:checked') !== null;

function clear(item) {
  for (const radio of item.querySelectorAll('[type="radio"]')) radio.checked = false;
  for (const box of item.querySelectorAll('[type="checkbox"]')) box.checked = false;
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
