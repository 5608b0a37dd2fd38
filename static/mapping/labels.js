// Which label goes where, so that no name covers another name or a shape: below, above, right or
// left of its shape, shortened where there is no room for the whole; else a little further off,
// with a line that leads there. Where there is no room even for that, the name waits until the
// member is pointed at or chosen. Pure: pixels in, pixels out.

const HEIGHT = 21;
const BETWEEN = 5; // pixels, side by side: two names are not read as one
const SIDES = [
  (half) => ({ x: 0, y: half + 10.5 }), // below
  (half) => ({ x: 0, y: -half - 10.5 }), // above
  (half, width) => ({ x: half + 4 + width / 2, y: 0.5 }), // right
  (half, width) => ({ x: -half - 4 - width / 2, y: 0.5 }), // left
];
const FURTHER = [26, 42, 58]; // from the shape, where a line leads
const AROUND = Array.from({ length: 16 }, (_, step) => (step * Math.PI) / 8 + Math.PI / 2);

/** The name itself, then ever shorter ways to write it. */
export function shorter(name, lengths = [14, 10, 7]) {
  const letters = [...name];
  const cut = (length) =>
    `${letters
      .slice(0, length - 1)
      .join("")
      .trimEnd()}…`;
  const first = name.split(" ")[0];
  const ways = [name, ...lengths.filter((length) => letters.length > length).map(cut)];
  const says = first.length > 2 && first.length < name.length && first.toLowerCase() !== "the";
  if (says) ways.splice(1, 0, first);
  return ways;
}

/** @param {{id: string, x: number, y: number, name: string}[]} members in pixels, the most
 *    important first
 *  @param {(text: string) => number} measure a text's width in pixels
 *  @param {object} room the box {left, top, right, bottom} that labels stay in
 *  @param {object[]} taken boxes to keep clear of
 *  @param {number} half half a shape's size, with a little air
 *  @returns {Map<string, {text: string, dx: number, dy: number, fits: boolean, lead?: number[]}>}
 *    by id; dx, dy: the middle of the text's base line, from the member; lead: a line x1, y1, x2, y2 */
export function layOut(members, measure, room, taken = [], half = 19) {
  const shapes = members.map(({ id, x, y }) => ({
    id,
    left: x - half,
    top: y - half,
    right: x + half,
    bottom: y + half,
  }));
  const obstacles = [...shapes, ...taken];
  const result = new Map();
  const attempts = [
    (member) => beside(shorter(member.name), member),
    (member) => further(shorter(member.name), member),
    (member) => beside(shorter(member.name, [5]).slice(-1), member),
  ];
  for (const attempt of attempts) {
    for (const member of members.filter(({ id }) => !result.has(id))) {
      const found = attempt(member);
      if (!found) continue;
      obstacles.push({
        ...found.box,
        left: found.box.left - BETWEEN,
        right: found.box.right + BETWEEN,
      });
      result.set(member.id, found.label);
    }
  }
  for (const { id, name } of members) {
    if (!result.has(id)) result.set(id, { text: name, dx: 0, dy: half + 16, fits: false });
  }
  return result;

  function beside(texts, member) {
    return first(
      texts,
      member,
      (width) => SIDES.map((side) => ({ middle: side(half, width) })),
      (other) => other.id !== member.id,
    );
  }

  function further(texts, member) {
    const places = (width) =>
      FURTHER.flatMap((far) => AROUND.map((angle) => leading(angle, half, far, width)));
    return first(texts, member, places, () => true);
  }

  /** The first of the texts at the first of the places where it is free. */
  function first(texts, member, places, counts) {
    const near = obstacles.filter(
      (box) =>
        counts(box) &&
        box.right > member.x - 320 &&
        box.left < member.x + 320 &&
        box.bottom > member.y - 110 &&
        box.top < member.y + 110,
    );
    for (const text of texts) {
      const width = measure(text);
      for (const { middle, lead } of places(width)) {
        const box = boxAt(member.x + middle.x, member.y + middle.y, width);
        const passes = near.filter((other) => other.id !== member.id);
        const free =
          inside(box, room) &&
          !near.some((other) => cover(box, other)) &&
          !(lead && crosses(lead, member, passes));
        if (free) {
          return { box, label: { text, dx: middle.x, dy: middle.y + 5.5, fits: true, lead } };
        }
      }
    }
    return null;
  }
}

/** A place in a direction, off the shape, and the line that leads there. */
function leading(angle, half, far, width) {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const end = half + far;
  // the label begins where the line ends, on whichever side that is
  const middle = {
    x: ux * end + (Math.abs(ux) < 0.2 ? 0 : Math.sign(ux) * (width / 2 + 2)),
    y: uy * end + (Math.abs(uy) < 0.2 ? 0 : uy * 8),
  };
  return { middle, lead: [ux * (half - 1), uy * (half - 1), ux * end, uy * end] };
}

function crosses([x1, y1, x2, y2], { x, y }, boxes) {
  const points = [0.1, 0.3, 0.5, 0.7, 0.9, 1].map((share) => [
    x + x1 + (x2 - x1) * share,
    y + y1 + (y2 - y1) * share,
  ]);
  return boxes.some((box) =>
    points.some(([px, py]) => px > box.left && px < box.right && py > box.top && py < box.bottom),
  );
}

const boxAt = (x, y, width) => ({
  left: x - width / 2,
  top: y - HEIGHT / 2,
  right: x + width / 2,
  bottom: y + HEIGHT / 2,
});
const inside = (box, room) =>
  box.left >= room.left &&
  box.right <= room.right &&
  box.top >= room.top &&
  box.bottom <= room.bottom;
const cover = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
