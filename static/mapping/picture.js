// Draws the members in the picture, and keeps shapes and names the same size whatever the window.

import { keepFocus, set } from "./elements.js";
import { LINE, layOut } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";
// How large names and shapes are, in pixels: the largest at which every name is written in full.
const SIZES = [
  { font: 18, half: 19, shape: 1 },
  { font: 16, half: 15, shape: 0.75 },
  { font: 15, half: 13, shape: 0.65 },
];

export function element(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

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
  /** @type {Drawn} */
  let latest = { members: {}, selected: null, shapes: new Set(), notes: null };
  layer.replaceChildren();
  // what was a list of words is now buttons, in the group that the picture is
  layer.setAttribute("role", "presentation");
  layer.removeAttribute("aria-label");

  const size = () => svg.clientWidth || 560;
  const unitsPerPixel = () => 1000 / size();
  const scale = () => `scale(${unitsPerPixel().toFixed(3)})`;
  const place = ({ x, y }) =>
    `translate(${Math.round(x * 1000)} ${Math.round(y * 1000)}) ${scale()}`;

  function make(id) {
    const lead = element("line", { class: "member__lead" });
    const target = element("circle", { class: "member__target", r: 24 });
    const ring = element("circle", { class: "member__ring", r: 21.5 });
    const use = element("use");
    const dot = element("circle", { class: "member__dot", cx: 17, cy: -17, r: 4.5 });
    const text = element("text", { class: "member__label" });
    const node = element("g", { class: "member", role: "button", tabindex: 0, "data-id": id }, [
      lead,
      target,
      ring,
      use,
      dot,
      text,
    ]);
    nodes.set(id, { node, use, text, lead });
    return nodes.get(id);
  }

  /** @param {Drawn} now */
  function draw(now) {
    latest = now;
    const { members, selected, shapes, notes } = now;
    for (const [id, { node }] of nodes) if (!members[id]) drop(id, node);
    const order = inOrder(members);
    order.forEach(([id, member], index) => {
      const { node, use } = nodes.get(id) ?? make(id);
      const shape = phrases.shape(member);
      set(node, "transform", place(member));
      set(node, "aria-label", phrases.describe(member));
      // through a lens, those who stand out are pressed
      set(node, "aria-pressed", String(notes ? id in notes : id === selected));
      node.classList.toggle("member--chosen", !notes && id === selected);
      node.classList.toggle("member--quiet", Boolean(member.tie_status));
      node.classList.toggle("member--aside", Boolean(notes) && !(id in notes));
      // not the symbol: a clipped picture of its own for each member makes every frame of a drag slow
      set(use, "href", `#sign-${shape}`);
      node.classList.toggle("member--faded", shapes.size > 0 && !shapes.has(shape));
      // moving a node would take the focus away from it
      if (layer.children[index] !== node) {
        keepFocus(() => layer.insertBefore(node, layer.children[index] ?? null));
      }
    });
    label(order, notes ?? {});
  }

  function drop(id, node) {
    nodes.delete(id);
    node.remove();
  }

  function label(order, notes) {
    const names = phrases.names(latest.members);
    const points = order.map(([id, { x, y }]) => ({
      id,
      name: names[id],
      note: notes[id],
      x: x * size(),
      y: y * size(),
    }));
    const [labels, shape] = fit(points);
    for (const [id, placedLabel] of labels) {
      const { node, use, text, lead } = nodes.get(id);
      const { fits, lead: line = [0, 0, 0, 0] } = placedLabel;
      set(use, "transform", shape === 1 ? "" : `scale(${shape})`);
      node.classList.toggle("member--unlabelled", !fits);
      write(text, placedLabel, id in notes);
      for (const [index, end] of ["x1", "y1", "x2", "y2"].entries()) {
        set(lead, end, line[index].toFixed(1));
      }
    }
  }

  /** @returns {[Map<string, PlacedLabel>, number]} the labels, and how large shapes are */
  function fit(points) {
    const family = getComputedStyle(svg).fontFamily;
    const measure = (text) => canvas.measureText(text).width;
    const [within, kept] = [room(), taken()];
    for (const [index, { font, half, shape }] of SIZES.entries()) {
      canvas.font = `${font}px ${family}`;
      const labels = layOut(points, measure, within, kept, half);
      const last = index === SIZES.length - 1;
      if (!last && [...labels.values()].some(({ cramped }) => cramped)) continue;
      svg.dataset.size = String(index);
      return [labels, shape];
    }
  }

  function write(text, { lines, dx, dy }, hasNote) {
    const key = `${lines.join("|")} ${dx.toFixed(1)} ${dy.toFixed(1)} ${hasNote}`;
    if (text.dataset.key === key) return;
    text.dataset.key = key;
    set(text, "y", dy.toFixed(1));
    const last = lines.length - 1;
    const spans = lines.map((line, index) => {
      const span = element("tspan", { x: dx.toFixed(1) });
      if (index) set(span, "dy", LINE);
      if (hasNote && index === last) set(span, "class", "member__note");
      span.textContent = index < last ? `${line} ` : line;
      return span;
    });
    text.replaceChildren(...spans);
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
      : stage.querySelectorAll(".map__zoom, .map__undo");
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
    draw(latest);
  }).observe(svg);

  function rescale(scaled) {
    const transform = scaled.getAttribute("transform").replace(/scale\([^)]*\)/, scale());
    scaled.setAttribute("transform", transform);
  }

  /** Who comes after a member by the Tab key, or before the last one. */
  function after(id) {
    const node = nodes.get(id)?.node;
    return (node?.nextElementSibling ?? node?.previousElementSibling)?.dataset.id;
  }

  return { draw, after, node: (id) => nodes.get(id)?.node };
}
