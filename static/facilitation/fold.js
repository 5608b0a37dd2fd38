// A fold-out of the header closes with Escape, when something else is pressed, or when the focus goes on.

for (const fold of document.querySelectorAll('[data-module="fold"]')) {
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  fold.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !fold.contains(next)) fold.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!fold.contains(/** @type {Node} */ (event.target))) fold.open = false;
  });
}
