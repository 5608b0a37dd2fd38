// Which label goes where, so that no name covers another name or a shape: below, above, right or
// left of its shape, shortened where there is no room for the whole. Pure: pixels in, pixels out.

const SHAPE = 19; // half a shape, with a little air
const HEIGHT = 21;
const SIDES = {
  below: (width) => ({ dx: 0, dy: 35, left: -width / 2, top: 19 }),
  above: (width) => ({ dx: 0, dy: -24, left: -width / 2, top: -40 }),
  right: (width) => ({ dx: 23 + width / 2, dy: 6, left: 23, top: -10 }),
  left: (width) => ({ dx: -23 - width / 2, dy: 6, left: -23 - width, top: -10 }),
};

/** The name itself, then ever shorter ways to write it. */
export function shorter(name) {
  const letters = [...name];
  const cut = (length) => `${letters.slice(0, length - 1).join("").trimEnd()}…`;
  const first = name.split(" ")[0];
  const ways = [name, ...[14, 10, 7, 5].filter((length) => letters.length > length).map(cut)];
  if (first.length > 2 && first.length < letters.length) ways.splice(1, 0, first);
  return [...ways, letters.length > 3 ? cut(3) : name];
}

/** @param {{id: string, x: number, y: number, name: string}[]} members in pixels, most important first
 *  @param {(text: string) => number} measure a text's width in pixels
 *  @param {{width: number, height: number}} room the picture's size
 *  @param {object[]} taken boxes {left, top, right, bottom} to keep clear of
 *  @returns {Map<string, {text: string, dx: number, dy: number, fits: boolean}>} by id; dx, dy: the
 *  middle of the text's base line, from the member */
export function layOut(members, measure, room, taken = []) {
  const shapes = members.map(({ id, x, y }) => ({ id, left: x - SHAPE, top: y - SHAPE, right: x + SHAPE, bottom: y + SHAPE }));
  const labels = [];
  const result = new Map();
  for (const member of members) {
    const others = shapes.filter((shape) => shape.id !== member.id);
    const found = place(member, measure, [...others, ...taken, ...labels], room);
    labels.push(found.box);
    result.set(member.id, found.label);
  }
  return result;
}

function place(member, measure, obstacles, room) {
  const near = obstacles.filter((box) => box.right > member.x - 260 && box.left < member.x + 260 && box.bottom > member.y - 70 && box.top < member.y + 70);
  let last;
  for (const text of shorter(member.name)) {
    const width = measure(text);
    for (const side of Object.values(SIDES)) {
      const { dx, dy, left, top } = side(width);
      const box = { left: member.x + left, top: member.y + top, right: member.x + left + width, bottom: member.y + top + HEIGHT };
      last = { box, label: { text, dx, dy, fits: true } };
      if (inside(box, room) && !near.some((other) => cover(box, other))) return last;
    }
  }
  const { dx, dy } = SIDES.below(0);
  return { box: last.box, label: { ...last.label, dx, dy, fits: false } };
}

const inside = (box, { width, height }) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
const cover = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
