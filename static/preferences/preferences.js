// What the page of all items does beside saving (autosave.js): hints, progress, taking an answer back.
// Without scripts the page is one form that saves everything.

import { announce } from "../facilitation/announce.js";

const ALL = "With none picked we look for all of them.";
/** @type {FoundElement} */
const form = document.querySelector('[data-module~="preferences"]');

form.addEventListener("input", (event) => {
  const item = event.target.closest("[data-item]");
  const hint = item?.querySelector("[data-hint]");
  const isPick = event.target.closest(".item__interest") !== null;
  const words = isPick && !anyPicked(item) ? ALL : "";
  if (hint) hint.textContent = words;
  announce(words);
  showProgress(item);
});
form.addEventListener("genie:taken-in", () => showProgress());

form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "clear") clear(event.submitter.closest("[data-item]"));
  // Enter in the form is no button
  if (!event.submitter?.dataset.next) event.preventDefault();
});

const anyPicked = (item) => item.querySelector('[type="checkbox"]:checked') !== null;

function clear(item) {
  for (const radio of item.querySelectorAll('[type="radio"]')) radio.checked = false;
  for (const box of item.querySelectorAll('[type="checkbox"]')) box.checked = false;
  // the button goes away with the answer
  item.querySelector('[type="radio"]').focus();
  for (const input of item.querySelectorAll("input")) {
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  showProgress(item);
}

/** Counts what is answered; and says so, and what comes up with it, where `item` changed that. */
function showProgress(item = null) {
  const answered = String(form.querySelectorAll('[type="radio"]:checked').length);
  const shown = document.querySelector("[data-answered]");
  if (shown.textContent === answered) return;
  shown.textContent = answered;
  if (item) announce(`${shown.parentElement.textContent} answered. ${follows(item)}`);
}

const follows = (item) =>
  item.querySelector(".item__interests")?.checkVisibility() ? "Next: which of these?" : "";
