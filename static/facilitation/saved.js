// The word in the header that says whether everything is safe: one place, for every step.

const element = document.querySelector("[data-saved]");
const WORDS = { saved: "Saved ✓", saving: "Saving…", waiting: "Not saved yet: no connection" };

/** @param {string} state saved, saving, waiting, or words of one's own for trouble */
export function say(state) {
  if (!element) return;
  element.textContent = WORDS[state] ?? state;
  element.classList.toggle("saved--waiting", state !== "saved" && state !== "saving");
  if (state === "saved") document.dispatchEvent(new Event("genie:saved"));
}
