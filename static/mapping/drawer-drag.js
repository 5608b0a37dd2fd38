// Dragging a name from the drawer onto the picture, by mouse, finger or pen.

import { IS_SAFARI, pointOfClick, swallowClick } from "./drag.js";
import { ringAt } from "./geometry.js";

const PIXELS_BEFORE_DRAG = 5;

/** @param {object} map
 *  @param {HTMLElement} map.drawer
 *  @param {SVGSVGElement} map.svg
 *  @param {(id: string, point: Point) => void} map.drop */
export function makeDrawerDraggable({ drawer, svg, drop }) {
  let drag = null;

  drawer.addEventListener("pointerdown", (event) => {
    const chip = event.target.closest(".drawer__chip");
    if (!chip || drag || event.button !== 0 || !event.isPrimary) return;
    chip.setPointerCapture(event.pointerId);
    drag = { chip, pointerId: event.pointerId, from: [event.clientX, event.clientY], ghost: null };
  });

  drawer.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointerId) return;
    if (!event.buttons || !drag.chip.isConnected) return end();
    const distance = Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]);
    if (!drag.ghost && distance < PIXELS_BEFORE_DRAG) return;
    drag.ghost ??= lift(drag.chip);
    const point = pointOfClick(svg, event);
    drag.ghost.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
    aimAt(point && ringAt(point));
  });

  drawer.addEventListener("pointerup", (event) => {
    if (event.pointerId !== drag?.pointerId) return;
    const { chip, ghost } = drag;
    const point = ghost && chip.isConnected ? pointOfClick(svg, event) : null;
    if (ghost) swallowClick();
    end();
    if (point) drop(chip.dataset.id, point);
  });

  drawer.addEventListener("pointercancel", end);
  drawer.addEventListener("contextmenu", (event) => drag && event.preventDefault());
  // elsewhere touch-action is enough: see drag.js
  if (IS_SAFARI) drawer.addEventListener("touchmove", holdPage, { passive: false });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
  addEventListener("blur", end);

  function holdPage(event) {
    if (drag) event.preventDefault();
  }

  function lift(chip) {
    const ghost = document.createElement("div");
    ghost.className = "drawer__ghost";
    ghost.setAttribute("aria-hidden", "true");
    const inner = document.createElement("span");
    inner.className = "drawer__chip";
    inner.append(...[...chip.childNodes].map((node) => node.cloneNode(true)));
    ghost.append(inner);
    chip.classList.add("drawer__chip--lifted");
    document.body.append(ghost);
    return ghost;
  }

  function aimAt(ring) {
    for (const circle of svg.querySelectorAll("[data-circle]")) {
      circle.classList.toggle("circle--aimed", circle.dataset.circle === String(ring));
    }
  }

  function end() {
    if (!drag) return;
    drag.ghost?.remove();
    drag.chip.classList.remove("drawer__chip--lifted");
    aimAt(null);
    drag = null;
  }
}
