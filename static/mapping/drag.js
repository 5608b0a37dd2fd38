// Moving members by mouse, touch or pen, one pointer at a time: where they were grabbed stays under it.

import { CENTRE, clamp, RADII } from "./geometry.js";

const PIXELS_BEFORE_DRAG = 5;
export const IS_SAFARI = "GestureEvent" in globalThis;

/** @param {SVGElement} svg
 *  @param {object} to
 *  @param {(id: string) => Point} to.start where a member is
 *  @param {(id: string, point: Point, box: DOMRect) => void} to.hold
 *  @param {(id: string, point: Point) => void} to.drop
 *  @param {(id: string) => void} to.cancel */
export function makeDraggable(svg, to) {
  let drag = null;
  let box = null; // of the picture: asked at each move, it makes each dearer

  // no move need follow: what is shown follows at once
  const scrolled = () => {
    box = null;
    if (drag?.moved) show(drag.last);
  };
  addEventListener("scroll", scrolled, { capture: true, passive: true });

  svg.addEventListener("pointerdown", (event) => {
    const node = event.target.closest("[data-id]");
    if (!node || drag || event.button !== 0 || !event.isPrimary) return;
    box = svg.getBoundingClientRect();
    const start = to.start(node.dataset.id);
    const scale = 1000 / box.width;
    const pointer = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const grab = [start[0] - pointer[0], start[1] - pointer[1]];
    node.setPointerCapture(event.pointerId); // from the start: one quick move may leave the picture
    drag = {
      id: node.dataset.id,
      node,
      pointerId: event.pointerId,
      from: [event.clientX, event.clientY],
      grab,
      scale,
      byMouse: event.pointerType === "mouse",
      moved: false,
    };
  });

  svg.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointerId) return;
    if (!event.buttons) return giveUp(); // let go where nobody told us, such as in a menu
    const distance = Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]);
    if (!drag.moved && distance < PIXELS_BEFORE_DRAG) return;
    drag.moved = true;
    drag.last = [event.clientX, event.clientY];
    show(drag.last); // at once: browsers send one of these in each frame
  });

  svg.addEventListener("pointerup", (event) => {
    if (event.pointerId !== drag?.pointerId) return;
    if (!drag.node.isConnected) return giveUp();
    const { id, moved } = drag;
    box = null; // what lies above the picture may have changed
    const point = pointOf([event.clientX, event.clientY]);
    end();
    if (!moved) return;
    swallowClick();
    to.drop(id, point);
  });

  // Safari does not always keep to touch-action within a picture; elsewhere that is enough, and a
  // listener that may hold the page costs a second frame a move.
  if (IS_SAFARI) svg.addEventListener("touchmove", holdPage, { passive: false });
  // a finger that rests a while drags, too
  svg.addEventListener("contextmenu", (event) => {
    if (drag && !drag.byMouse) event.preventDefault();
  });
  svg.addEventListener("pointercancel", abandon);
  // at the document: a member that was taken off meanwhile is no longer in the picture
  document.addEventListener("lostpointercapture", abandon);
  document.addEventListener("keydown", (event) => event.key === "Escape" && giveUp());
  addEventListener("blur", giveUp);

  function holdPage(event) {
    if (drag && event.cancelable) event.preventDefault();
  }

  function show(pointer) {
    if (!drag.node.isConnected) return giveUp();
    const point = pointOf(pointer);
    to.hold(drag.id, point, box);
  }

  function pointOf([clientX, clientY]) {
    box ??= svg.getBoundingClientRect();
    const along = [(clientX - box.left) * drag.scale, (clientY - box.top) * drag.scale];
    return clamp([Math.round(along[0] + drag.grab[0]), Math.round(along[1] + drag.grab[1])]);
  }

  function end() {
    drag = null;
  }

  function abandon(event) {
    if (event.pointerId === drag?.pointerId) giveUp();
  }

  function giveUp() {
    if (!drag) return;
    const { id, moved } = drag;
    end();
    if (moved) to.cancel(id);
  }
}

export function swallowClick() {
  const swallow = (event) => event.stopPropagation();
  addEventListener("click", swallow, { capture: true, once: true });
  // no click follows where the pointer left what it pressed
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}

/** Where in the picture a click was; null outside the outer circle.
 *  @returns {Point | null} */
export function pointOfClick(svg, event) {
  const box = svg.getBoundingClientRect();
  const inPicture = (pixels) => Math.round((pixels * 1000) / box.width);
  const [x, y] = [inPicture(event.clientX - box.left), inPicture(event.clientY - box.top)];
  return Math.hypot(x - CENTRE, y - CENTRE) <= RADII[3] ? [x, y] : null;
}
