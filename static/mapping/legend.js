// What the shapes mean; pressing one shows its kind alone, pressing more adds them.

/** @returns {Set<string>} the shapes to show; empty: all of them. Kept up to date. */
export function makeLegend(legend, changed) {
  const shapes = new Set();
  for (const item of legend.querySelectorAll("[data-shape]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = item.className;
    button.append(...item.childNodes);
    button.dataset.shape = item.dataset.shape;
    button.hidden = item.hidden;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const { shape } = item.dataset;
      if (!shapes.delete(shape)) shapes.add(shape);
      button.setAttribute("aria-pressed", String(shapes.has(shape)));
      changed();
    });
    item.replaceWith(button);
  }
  return shapes;
}
