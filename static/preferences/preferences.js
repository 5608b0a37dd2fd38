// What the page of all items does beside saving (autosave.js): hints, progress, taking an answer back.
// Without scripts the page is one form that saves everything.

const ALL = "With none picked we look for all of them.";
/** @type {FoundElement} */
const form = document.querySelector('[data-module~="preferences"]');

form.addEventListener("input", (event) => {
  const item = event.target.closest("[data-item]");
  const hint = item?.querySelector("[data-hint]");
  const isPick = event.target.closest(".item__interest") !== null;
  if (hint) hint.textContent = isPick && !anyPicked(item) ? ALL : "";
  showProgress();
});
form.addEventListener("genie:taken-in", showProgress);

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
  showProgress();
}

function showProgress() {
  const answered = form.querySelectorAll('[type="radio"]:checked').length;
  document.querySelector("[data-answered]").textContent = String(answered);
}
