// What is under the finger while a member is dragged: a copy above the picture, moved by the
// compositor alone, so that nothing of the picture is laid out or painted again.

import { CENTRE, RADII } from "./geometry.js";
import { element } from "./picture.js";

/** @param {SVGElement} svg the picture */
export function createDragPreview(svg) {
  const above = element("svg", {
    class: "map__drag-preview",
    "aria-hidden": "true",
    focusable: "false",
  });
  const lines = element("svg", {
    class: "map__drag-ring",
    viewBox: "0 0 1000 1000",
    "aria-hidden": "true",
    focusable: "false",
  });
  const line = element("circle", { class: "circle--target", cx: CENTRE, cy: CENTRE, r: 0 });
  lines.append(line);
  let node = null;
  let placed = {}; // where the lines lie now

  function attach(dragged) {
    node = dragged;
    const copy = element("g", { class: "member", "aria-pressed": "true" }, [
      ...node.cloneNode(true).childNodes,
    ]);
    above.replaceChildren(copy);
    document.body.append(lines, above);
    node.classList.add("member--dragged");
  }

  /** @param {Element} dragged
   *  @param {{x: number, y: number}} place as stored (0 to 1) */
  function show(dragged, { x, y }) {
    if (node !== dragged) attach(dragged);
    const { left, top, width } = svg.getBoundingClientRect(); // it may be scrolled meanwhile
    above.style.transform = at(left + x * width, top + y * width);
    if (left === placed.left && top === placed.top && width === placed.width) return;
    placed = { left, top, width };
    Object.assign(lines.style, { transform: at(left, top), width: `${width}px` });
  }

  const at = (left, top) => `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;

  /** Shows which ring the member would fall into. */
  function showRing(ring) {
    if (line.getAttribute("r") !== String(RADII[ring])) line.setAttribute("r", RADII[ring]);
  }

  function hide() {
    node?.classList.remove("member--dragged");
    node = null;
    above.remove();
    lines.remove();
  }

  return { show, showRing, hide };
}
