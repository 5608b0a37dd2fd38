// A button that copies a text; without scripts it is chosen and copied by hand.

const button = document.querySelector("[data-copy]");
const source = document.getElementById(button.dataset.copy);
const status = document.querySelector("[data-copied]");

button.hidden = false;
button.addEventListener("click", async () => {
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
    status.textContent = "Copied";
  } catch {
    status.textContent = "Press Ctrl and C to copy it.";
  }
});
