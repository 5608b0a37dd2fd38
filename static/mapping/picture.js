// Draws the members in the picture, and keeps shapes and names the same size whatever the window.

import { layOut } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";
// Below this many square pixels of the circle for each member, shapes and letters get smaller.
const CROWDED = 8000;

const SHRUNK = 0.75;

export function element(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const shrink = (crowded) => (crowded ? SHRUNK : 1);

/** A member is scaled as a whole, shape and name: each transform within it would be one more layer
 *  for the browser to sort in every frame of a drag.
 *  @param {boolean} crowded
 *  @param {number} [unit] */
export const scaleOf = (crowded, unit = 1) => `scale(${(unit * shrink(crowded)).toFixed(3)})`;

/** In the order of importance, then by name: the order of the list, the picture and the Tab key. */
export function inOrder(members) {
  const key = ([id, { ring, name }]) => [ring, name.toLowerCase(), id];
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return Object.entries(members).sort((a, b) => {
    const [one, two] = [key(a), key(b)];
    return compare(one[0], two[0]) || compare(one[1], two[1]) || compare(one[2], two[2]);
  });
}

/** @param {SVGSVGElement} svg
 *  @param {Phrases} phrases */
export function createPicture(svg, phrases) {
  const stage = svg.closest("[data-stage]");
  const layer = svg.querySelector("[data-members]");
  const nodes = new Map();
  const canvas = document.createElement("canvas").getContext("2d");
  let latest = { members: {}, selected: null, shapes: new Set() };
  layer.replaceChildren();
  layer.setAttribute("role", "group"); // what was a list of words is now a group of buttons

  const size = () => svg.clientWidth || 560;
  const unitsPerPixel = () => 1000 / size();
  const place = ({ x, y }, crowded) =>
    `translate(${Math.round(x * 1000)} ${Math.round(y * 1000)}) ${scaleOf(crowded, unitsPerPixel())}`;

  function make(id) {
    const lead = element("line", { class: "member__lead" });
    const target = element("circle", { class: "member__target" });
    const ring = element("circle", { class: "member__ring" });
    const use = element("use");
    const text = element("text", { class: "member__label" });
    const node = element("g", { class: "member", role: "button", tabindex: 0, "data-id": id }, [
      lead,
      target,
      ring,
      use,
      text,
    ]);
    nodes.set(id, { node, use, text, lead, target, ring });
    return nodes.get(id);
  }

  /** @param {Members} members
   *  @param {string | null} selected
   *  @param {Set<string>} shapes those shown; empty: all */
  function draw(members, selected, shapes) {
    latest = { members, selected, shapes };
    for (const [id, { node }] of nodes) if (!members[id]) drop(id, node);
    const order = inOrder(members);
    const crowded = Math.PI * (size() * 0.49) ** 2 < CROWDED * order.length;
    order.forEach(([id, member], index) => {
      const { node, use, target, ring } = nodes.get(id) ?? make(id);
      const shape = phrases.shape(member);
      set(node, "transform", place(member, crowded));
      set(node, "aria-label", phrases.describe(member));
      set(node, "aria-pressed", String(id === selected));
      // not the symbol: a clipped picture of its own for each member makes every frame of a drag slow
      set(use, "href", `#sign-${shape}`);
      set(target, "r", 24 / shrink(crowded)); // what a finger hits stays as large
      set(ring, "r", 25 / shrink(crowded));
      node.classList.toggle("member--faded", shapes.size > 0 && !shapes.has(shape));
      // moving a node would take the focus away from it
      if (layer.children[index] !== node) {
        keepFocus(() => layer.insertBefore(node, layer.children[index] ?? null));
      }
    });
    svg.classList.toggle("map__picture--crowded", crowded);
    label(order, crowded);
  }

  function drop(id, node) {
    nodes.delete(id);
    node.remove();
  }

  function label(order, crowded) {
    canvas.font = `${crowded ? 16 : 18}px ${getComputedStyle(svg).fontFamily}`;
    const points = order.map(([id, { x, y, name }]) => ({
      id,
      name,
      x: x * size(),
      y: y * size(),
    }));
    const labels = layOut(
      points,
      (text) => canvas.measureText(text).width,
      room(),
      taken(),
      crowded ? 15 : 19,
    );
    for (const [id, { text: shown, dx, dy, fits, lead: line = [0, 0, 0, 0] }] of labels) {
      const { node, text, lead } = nodes.get(id);
      node.classList.toggle("member--unlabelled", !fits);
      if (text.textContent !== shown) text.textContent = shown;
      const inMember = (pixels) => (pixels / shrink(crowded)).toFixed(1);
      set(text, "x", inMember(dx));
      set(text, "y", inMember(dy));
      for (const [index, end] of ["x1", "y1", "x2", "y2"].entries()) {
        set(lead, end, inMember(line[index]));
      }
    }
  }

  /** Names may stand outside the circle, as far as the page has room beside it. */
  function room() {
    const { left, right } = fromPicture(stage);
    return { left: Math.min(0, left), top: 0, right: Math.max(size(), right), bottom: size() };
  }

  /** The person in the middle, the names of the rings and what lies in the corners stay free. */
  function taken() {
    const corners = svg.closest(".map__view--zoomed")
      ? []
      : stage.querySelectorAll(".map__zoom, .legend__item");
    return [...svg.querySelectorAll(".me, .circle__label"), ...corners].map(fromPicture);
  }

  function fromPicture(part) {
    const [box, { left, top }] = [part.getBoundingClientRect(), svg.getBoundingClientRect()];
    return {
      left: box.left - left,
      top: box.top - top,
      right: box.right - left,
      bottom: box.bottom - top,
    };
  }

  new ResizeObserver(() => {
    for (const scaled of svg.querySelectorAll("[data-scaled]")) rescale(scaled);
    draw(latest.members, latest.selected, latest.shapes);
  }).observe(svg);

  function rescale(scaled) {
    const transform = scaled
      .getAttribute("transform")
      .replace(/scale\([^)]*\)/, scaleOf(false, unitsPerPixel()));
    scaled.setAttribute("transform", transform);
  }

  /** Who comes after a member by the Tab key, or before the last one. */
  function after(id) {
    const node = nodes.get(id)?.node;
    return (node?.nextElementSibling ?? node?.previousElementSibling)?.dataset.id;
  }

  return { draw, after, node: (id) => nodes.get(id)?.node };
}

function set(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

function keepFocus(act) {
  const focused = /** @type {HTMLElement | SVGElement} */ (document.activeElement);
  act();
  if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
}
