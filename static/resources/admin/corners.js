// The corners of a drawn area by the keys. One of them is reached with Tab, and leads to the others.

const { L } = /** @type {any} */ (window); // with leaflet.draw, which has no types
const NUDGE = 8; // pixels for an arrow key
const LEAST = 3; // corners of an area
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const KEYS =
  "The arrow keys move it, Page Up and Page Down go to another, Enter adds one, Delete takes it away.";

/** Returns what is to be called whenever an area was drawn, changed or taken away.
 *  @param {any} map
 *  @param {any} shapes  a group of polygons
 *  @param {{save: () => void, say: (words: string) => void}} then */
export function keepCorners(map, shapes, { save, say }) {
  let current = 0;
  /** @type {Map<any, number>} */
  const numbers = new Map();

  /** All that can be moved, one area after the other. */
  function corners() {
    const movable = shapes.getLayers().filter((shape) => shape.editing.enabled());
    return movable.flatMap((shape) =>
      shape.getLatLngs().flatMap((ring) => ring.map((spot, at) => ({ shape, ring, spot, at }))),
    );
  }

  function name() {
    const all = corners();
    const markers = [];
    map.eachLayer((layer) => layer instanceof L.Marker && markers.push(layer));
    numbers.clear();
    current = Math.max(Math.min(current, all.length - 1), 0);
    for (const [number, { spot }] of all.entries()) {
      const element = markers.find((marker) => marker.getLatLng().equals(spot))?.getElement();
      if (!element) continue;
      numbers.set(element, number);
      element.tabIndex = number === current ? 0 : -1;
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", `Corner ${number + 1} of ${all.length}. ${KEYS}`);
    }
  }

  function go(number, count) {
    current = (number + count) % count;
    name();
    for (const [element, one] of numbers) if (one === current) element.focus();
  }

  const moved = ({ ring, spot, at }, arrow) => {
    const pixel = map.project(spot).add(L.point(arrow).multiplyBy(NUDGE));
    ring[at] = map.unproject(pixel);
    return "The corner is moved.";
  };
  const acts = {
    Enter({ ring, spot, at }) {
      const next = ring[(at + 1) % ring.length];
      ring.splice(at + 1, 0, L.latLng((spot.lat + next.lat) / 2, (spot.lng + next.lng) / 2));
      current += 1;
      return "A corner is added.";
    },
    Delete({ ring, at }) {
      if (ring.length === LEAST) return "An area has three corners at least.";
      ring.splice(at, 1);
      return "The corner is taken away.";
    },
  };
  const steps = { PageUp: -1, PageDown: 1 };

  map.getContainer().addEventListener(
    "keydown",
    (event) => {
      const number = numbers.get(event.target);
      const known = event.key in ARROWS || event.key in acts || event.key in steps;
      if (number === undefined || !known) return;
      event.preventDefault();
      event.stopPropagation();
      const all = corners();
      if (event.key in steps) return go(number + steps[event.key], all.length);
      current = number;
      const corner = all[number];
      const arrow = ARROWS[event.key];
      const words = arrow ? moved(corner, arrow) : acts[event.key](corner);
      corner.shape.redraw();
      corner.shape.editing.updateMarkers();
      save();
      go(current, corners().length);
      say(`${words} It is kept when you save.`);
    },
    true,
  );
  return name;
}
