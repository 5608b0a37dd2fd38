// What is under the finger while a member is dragged: a copy above the picture, moved by the
// compositor alone, so that nothing of the picture is laid out or painted again.

import { CENTRE, RADII } from "./geometry.js";
import { element } from "./picture.js";

/** @param {SVGElement} svg the picture */
export function createDragPreview(svg) {
  // browsers move a box by the compositor, but a picture not always
  const above = document.createElement("div");
  above.className = "map__drag-preview";
  const picture = element("svg", { "aria-hidden": "true", focusable: "false" });
  above.append(picture);
  const lines = document.createElement("div");
  lines.className = "map__drag-ring";
  const circles = Object.values(RADII).map((radius) => {
    const line = document.createElement("div");
    line.style.inset = `calc(${(CENTRE - radius) / 10}% - 2px)`;
    return line;
  });
  lines.append(...circles);
  // gives way to what is important; yet an animated box moves without composing the page anew
  above.animate({ transform: ["none", "none"] }, { duration: 1e8 }).pause();
  let node = null;
  let placed = {}; // where the lines lie now

  function attach(dragged) {
    node = dragged;
    const copy = element("g", { class: "member", "aria-pressed": "true" }, [
      ...node.cloneNode(true).childNodes,
    ]);
    picture.dataset.size = svg.dataset.size;
    picture.replaceChildren(copy);
    document.body.append(lines, above);
    node.classList.add("member--dragged");
  }

  /** @param {Element} dragged
   *  @param {{x: number, y: number}} place as stored (0 to 1)
   *  @param {DOMRect} box where the picture lies now */
  function show(dragged, { x, y }, { left, top, width }) {
    if (node !== dragged) attach(dragged);
    above.style.setProperty("transform", at(left + x * width, top + y * width), "important");
    if (left === placed.left && top === placed.top && width === placed.width) return;
    placed = { left, top, width };
    const side = `${width}px`;
    Object.assign(lines.style, { transform: at(left, top), width: side, height: side });
  }

  const at = (left, top) => `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;

  /** Shows which ring the member would fall into. The lines are drawn once, and never seen wholly:
   *  between 1 and less, the page is composed anew. */
  function showRing(ring) {
    for (const [index, line] of circles.entries()) {
      const opacity = index + 1 === ring ? "0.99" : "0";
      if (line.style.opacity !== opacity) line.style.opacity = opacity;
    }
  }

  function hide() {
    node?.classList.remove("member--dragged");
    node = null;
    above.remove();
    lines.remove();
  }

  return { show, showRing, hide };
}
