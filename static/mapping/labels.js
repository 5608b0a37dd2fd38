// Which label goes where, so that no name covers another name or a shape: below, above, right or
// left of its shape, shortened where there is no room for the whole. Where there is no room even for
// that, the name waits until the member is pointed at or chosen. Pure: pixels in, pixels out.

const HEIGHT = 21;
const SIDES = [
  (half, width) => ({ dx: 0, dy: half + 16, left: -width / 2, top: half }), // below
  (half, width) => ({ dx: 0, dy: -half - 5, left: -width / 2, top: -half - HEIGHT }), // above
  (half, width) => ({ dx: half + 4 + width / 2, dy: 6, left: half + 4, top: -10 }), // right
  (half, width) => ({ dx: -half - 4 - width / 2, dy: 6, left: -half - 4 - width, top: -10 }), // left
];

/** The name itself, then ever shorter ways to write it. */
export function shorter(name) {
  const letters = [...name];
  const cut = (length) => `${letters.slice(0, length - 1).join("").trimEnd()}…`;
  const first = name.split(" ")[0];
  const ways = [name, ...[14, 10, 7, 5].filter((length) => letters.length > length).map(cut)];
  if (first.length > 2 && first.length < letters.length) ways.splice(1, 0, first);
  return ways;
}

/** @param {{id: string, x: number, y: number, name: string}[]} members in pixels, most important first
 *  @param {(text: string) => number} measure a text's width in pixels
 *  @param {{width: number, height: number}} room the picture's size
 *  @param {object[]} taken boxes {left, top, right, bottom} to keep clear of
 *  @param {number} half half a shape's size, with a little air
 *  @returns {Map<string, {text: string, dx: number, dy: number, fits: boolean}>} by id; dx, dy: the
 *  middle of the text's base line, from the member */
export function layOut(members, measure, room, taken = [], half = 19) {
  const shapes = members.map(({ id, x, y }) => ({ id, left: x - half, top: y - half, right: x + half, bottom: y + half }));
  const labels = [];
  const result = new Map();
  for (const member of members) {
    const others = shapes.filter((shape) => shape.id !== member.id);
    const { box, label } = place(member, measure, [...others, ...taken, ...labels], room, half);
    if (box) labels.push(box);
    result.set(member.id, label);
  }
  return result;
}

function place(member, measure, obstacles, room, half) {
  const near = obstacles.filter((box) => box.right > member.x - 260 && box.left < member.x + 260 && box.bottom > member.y - 70 && box.top < member.y + 70);
  for (const text of shorter(member.name)) {
    const width = measure(text);
    for (const side of SIDES) {
      const { dx, dy, left, top } = side(half, width);
      const box = { left: member.x + left, top: member.y + top, right: member.x + left + width, bottom: member.y + top + HEIGHT };
      const free = inside(box, room) && !near.some((other) => cover(box, other));
      if (free) return { box, label: { text, dx, dy, fits: true } };
    }
  }
  const { dx, dy } = SIDES[0](half, 0);
  return { box: null, label: { text: member.name, dx, dy, fits: false } };
}

const inside = (box, { width, height }) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
const cover = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
