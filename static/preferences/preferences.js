// What the page of all items does beside saving (autosave.js): hints, progress, taking an answer back.
// Without scripts the page is one form that saves everything.

const ALL_BACK = "At least one stays on, so all of them are back. “Not now” leaves them out.";
/** @type {FoundElement} */
const form = document.querySelector('[data-module~="preferences"]');

form.addEventListener("input", (event) => {
  const item = event.target.closest("[data-item]");
  const hint = item?.querySelector("[data-hint]");
  if (hint) hint.textContent = keepOne(item) ? "" : ALL_BACK;
  showProgress();
});
form.addEventListener("genie:taken-in", showProgress);

form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "clear") clear(event.submitter.closest("[data-item]"));
  // Enter in the form is no button
  if (!event.submitter?.dataset.next) event.preventDefault();
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
  for (const input of item.querySelectorAll("input")) {
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  showProgress();
}

function showProgress() {
  const answered = form.querySelectorAll('[type="radio"]:checked').length;
  document.querySelector("[data-answered]").textContent = String(answered);
}
