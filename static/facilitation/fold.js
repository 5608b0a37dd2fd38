// A fold-out of the header closes with Escape, or when something else is pressed.

for (const fold of document.querySelectorAll('[data-module="fold"]')) {
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!fold.contains(/** @type {Node} */ (event.target))) fold.open = false;
  });
}
