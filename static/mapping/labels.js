// Which label goes where, so that no name covers another name or a shape: the twin of mapping/labels.py,
// which says how. Where a name has no room at all, it waits until the member is pointed at or chosen.

const HEIGHT = 21; // of the first line
export const LINE = 19; // of each further line
const BASE = 15.5; // from the top of a line to its base line
const BETWEEN = 5; // pixels, side by side: two names are not read as one
const FURTHER = [26, 42, 58, 84, 116, 150]; // from the shape, where a line leads
const AROUND = Array.from({ length: 24 }, (_, step) => (step * Math.PI) / 12 + Math.PI / 2);
const TRIES = 4;
const REACH = 340; // pixels: what is further off is in nobody's way

/** The name on one line, and on two of about the same length.
 *  @param {string} name
 *  @returns {string[][]} */
export function whole(name) {
  const words = name.split(" ");
  const splits = words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(" "), words.slice(index + 1).join(" ")]);
  const longest = (lines) => Math.max(...lines.map((line) => line.length));
  const [best] = splits.sort((a, b) => longest(a) - longest(b));
  return best ? [[name], best] : [[name]];
}

/** Ever shorter ways to write a name.
 *  @param {string} name
 *  @returns {string[][]} */
export function shorter(name, lengths = [14, 10, 7]) {
  const letters = [...name];
  const cut = (length) => `${letters.slice(0, length - 1).join("")}`.trimEnd();
  return lengths.filter((length) => letters.length > length).map((length) => [`${cut(length)}…`]);
}

/** @param {{id: string, x: number, y: number, name: string, note?: string}[]} members in pixels,
 *    the most important first; a note stands on a line of its own under the name
 *  @param {(text: string) => number} measure a text's width in pixels
 *  @param {Box} room what labels stay in
 *  @param {Box[]} taken what to keep clear of
 *  @param {number} half half a shape's size, with a little air
 *  @returns {Map<string, PlacedLabel>} by id */
export function layOut(members, measure, room, taken = [], half = 19) {
  let order = members;
  let result = new Map();
  for (let tries = 0; tries < TRIES; tries += 1) {
    result = attempt(order, measure, room, taken, half);
    const cramped = order.filter(({ id }) => result.get(id).cramped);
    // whoever found no room for the whole name chooses first the next time
    const next = [...cramped, ...order.filter(({ id }) => !result.get(id).cramped)];
    if (!cramped.length || next.every((member, index) => member === order[index])) break;
    order = next;
  }
  return result;
}

function attempt(members, measure, room, taken, half) {
  const shapes = members.map(({ id, x, y }) => ({ id, ...around(x, y, half) }));
  const obstacles = [...shapes, ...taken];
  const result = new Map();
  for (const [write, places, cramped] of STAGES) {
    for (const member of members.filter(({ id }) => !result.has(id))) {
      const found = first(write(member.name), member, places);
      if (!found) continue;
      obstacles.push(widened(found.box));
      result.set(member.id, { ...found.label, cramped });
    }
  }
  for (const { id, name, note } of members) {
    if (result.has(id)) continue;
    const lines = note ? [name, note] : [name];
    result.set(id, { lines, dx: 0, dy: half + BASE, fits: false, cramped: true });
  }
  return result;

  /** The first way to write the name, at the first of the places where it is free. */
  function first(ways, member, places) {
    const near = obstacles.filter((box) => touch(box, around(member.x, member.y, REACH)));
    const others = near.filter((box) => box.id !== member.id);
    for (const way of ways) {
      const lines = member.note ? [...way, member.note] : way;
      const width = Math.max(...lines.map(measure));
      const height = HEIGHT + LINE * (lines.length - 1);
      for (const { middle, lead } of places(half, width, height)) {
        const box = boxAt(member.x + middle.x, member.y + middle.y, width, height);
        const free =
          inside(box, room) &&
          !(lead ? near : others).some((other) => touch(box, other)) &&
          !(lead && crosses(lead, member, others));
        const [dx, dy] = [middle.x, middle.y - height / 2 + BASE];
        if (free) return { box, label: { lines, dx, dy, fits: true, lead } };
      }
    }
    return null;
  }
}

/** Below, above, right, left, and at the four corners of a shape.
 *  @param {number} half
 *  @param {number} width
 *  @param {number} height
 *  @returns {{middle: {x: number, y: number}, lead?: number[]}[]} */
function beside(half, width, height) {
  const [down, along, slant] = [half + height / 2, half + 4 + width / 2, half * 0.6 + width / 2];
  return [
    { x: 0, y: down },
    { x: 0, y: -down },
    { x: along, y: 0.5 },
    { x: -along, y: 0.5 },
    ...[down, -down].flatMap((y) => [slant, -slant].map((x) => ({ x, y }))),
  ].map((middle) => ({ middle, lead: undefined }));
}

const further = (half, width, height) =>
  FURTHER.flatMap((far) => AROUND.map((angle) => leading(angle, half, far, width, height)));

/** @type {[(name: string) => string[][], typeof beside, boolean][]} */
const STAGES = [
  [(name) => whole(name), beside, false],
  [(name) => whole(name), further, false],
  [(name) => shorter(name), beside, true],
  [(name) => shorter(name), further, true],
  [(name) => shorter(name, [5]), beside, true],
];

/** A place in a direction, off the shape, and the line that leads there. */
function leading(angle, half, far, width, height) {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const end = half + far;
  // the label begins where the line ends, on whichever side that is
  const middle = {
    x: ux * end + (Math.abs(ux) < 0.2 ? 0 : Math.sign(ux) * (width / 2 + 2)),
    y: uy * end + (Math.abs(uy) < 0.2 ? 0 : uy * (height / 2 - 3)),
  };
  return { middle, lead: [ux * (half - 1), uy * (half - 1), ux * end, uy * end] };
}

function crosses([x1, y1, x2, y2], { x, y }, boxes) {
  const points = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => [
    x + x1 + (x2 - x1) * share,
    y + y1 + (y2 - y1) * share,
  ]);
  return boxes.some((box) =>
    points.some(([px, py]) => px > box.left && px < box.right && py > box.top && py < box.bottom),
  );
}

const around = (x, y, far) => ({ left: x - far, top: y - far, right: x + far, bottom: y + far });
const boxAt = (x, y, width, height) => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});
const widened = (box) => ({ ...box, left: box.left - BETWEEN, right: box.right + BETWEEN });
const inside = (box, room) =>
  box.left >= room.left &&
  box.right <= room.right &&
  box.top >= room.top &&
  box.bottom <= room.bottom;
const touch = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
