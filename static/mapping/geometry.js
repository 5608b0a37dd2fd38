// Where members stand: three rings round the person, and places where nobody covers another.
// The twin of mapping/rings.py, in whole thousandths of the picture's width.

export const CENTRE = 500;
export const PERSON_RADIUS = 60;
export const RADII = { 1: 240, 2: 370, 3: 490 };
const ROWS = { 1: [150, 105, 195], 2: [305, 275, 335], 3: [430, 402, 458] };
const ALONG_ROW = 40;
const GAPS = [90, 70, 50, 30, 0];
const APART_ENOUGH = 230;

/** From a member's stored shares of the width (0 to 1) to thousandths.
 *  @param {{x: number, y: number}} place
 *  @returns {Point} */
export const toPoint = ({ x, y }) => [Math.round(x * 1000), Math.round(y * 1000)];
/** @param {Point} point */
export const fromPoint = ([x, y]) => ({ x: x / 1000, y: y / 1000 });

const squared = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/** The ring a point lies in. Beyond the outer circle counts as the outer ring.
 *  @param {Point} point */
export function ringAt(point) {
  const distance = squared(point, [CENTRE, CENTRE]);
  return [1, 2, 3].find((ring) => distance <= RADII[ring] ** 2) ?? 3;
}

/** The same point, or the nearest one inside the outer circle.
 *  @param {Point} point
 *  @returns {Point} */
export function clamp([x, y]) {
  const [dx, dy] = [x - CENTRE, y - CENTRE];
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance <= RADII[3]) return [x, y];
  const inside = (part) => CENTRE + Math.trunc((part * RADII[3]) / distance);
  return [inside(dx), inside(dy)];
}

const underLabel = (ring, [x, y]) => Math.abs(x - CENTRE) < 110 && y < CENTRE - RADII[ring] + 90;

const lattices = {};

/** Every place in a ring, clear of its lines; the middle of the band first.
 *  @param {number} ring
 *  @returns {Point[]} */
export function lattice(ring) {
  lattices[ring] ??= ROWS[ring].flatMap(row).filter((place) => !underLabel(ring, place));
  return lattices[ring];
}

function row(radius, number) {
  const count = Math.round((2 * Math.PI * radius) / ALONG_ROW);
  return Array.from({ length: count }, (_, step) => {
    const angle = (2 * Math.PI * (step + (number % 2) / 2)) / count + 2.6;
    return [
      Math.round(CENTRE + radius * Math.cos(angle)),
      Math.round(CENTRE + radius * Math.sin(angle)),
    ];
  });
}

function freePlaces(places, others) {
  for (const gap of GAPS) {
    const free = places.filter((place) =>
      others.every((other) => squared(place, other) >= gap ** 2),
    );
    if (free.length) return free;
  }
  return places;
}

function nearest(places, aim) {
  const order = (a, b) => squared(a, aim) - squared(b, aim) || a[0] - b[0] || a[1] - b[1];
  return places.reduce((best, place) => (order(place, best) < 0 ? place : best));
}

/** The free place in `ring` nearest to `near`.
 *  @param {number} ring
 *  @param {Point} near
 *  @param {Point[]} others
 *  @returns {Point} */
export const settle = (ring, near, others) => nearest(freePlaces(lattice(ring), others), near);

/** A place for someone new in `ring`, well away from everyone else.
 *  @param {number} ring
 *  @param {Point[]} others
 *  @returns {Point} */
export function spread(ring, others) {
  const room = (place) =>
    Math.min(APART_ENOUGH ** 2, ...others.map((other) => squared(place, other)));
  return freePlaces(lattice(ring), others)
    .map((place) => ({ place, room: room(place) }))
    .reduce((best, next) => (next.room > best.room ? next : best)).place;
}

/** Where a member ends who is moved to another ring by choosing it: in the same direction.
 *  @param {number} ring
 *  @param {Point} start
 *  @param {Point[]} others
 *  @returns {Point} */
export function move(ring, start, others) {
  const [dx, dy] = [start[0] - CENTRE, start[1] - CENTRE];
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance === 0) return spread(ring, others);
  const radius = ROWS[ring][0];
  /** @type {Point} */
  const aim = [
    Math.round(CENTRE + (dx * radius) / distance),
    Math.round(CENTRE + (dy * radius) / distance),
  ];
  return settle(ring, aim, others);
}

const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The next free place in the direction of an arrow key, in any ring; null at the edge.
 *  @param {string} key
 *  @param {Point} start
 *  @param {Point[]} others
 *  @returns {Point | null} */
export function nudge(key, start, others) {
  const [ux, uy] = DIRECTIONS[key];
  const ahead = [1, 2, 3].flatMap(lattice).filter(([x, y]) => {
    const [dx, dy] = [x - start[0], y - start[1]];
    const forward = dx * ux + dy * uy;
    return forward > 8 && Math.abs(dx * uy) + Math.abs(dy * ux) <= forward;
  });
  const free = ahead.filter((place) => others.every((other) => squared(place, other) >= 60 ** 2));
  return free.length ? nearest(free, start) : null;
}
