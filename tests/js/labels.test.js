import assert from "node:assert/strict";
import test from "node:test";

import { spread } from "../../static/mapping/geometry.js";
import { layOut, shorter, whole } from "../../static/mapping/labels.js";
import { randomly } from "./random.js";

const HALF = 15;
const measure = (text) => [...text].length * 9;
const NAMES = [
  "Ann",
  "Jean next door",
  "Bartholomew",
  "The wardens of the church",
  "Mr Fitzgerald-Montgomery",
  "🐶",
  "مريم",
];

const GIVEN = [
  "Jean next door",
  "Bartholomew",
  "Dr Okafor",
  "Susan",
  "Hairdresser Tina",
  "The choir",
  "Raj",
  "Michael",
];

function people(count, size, random) {
  const places = [];
  for (let n = 0; n < count; n += 1) places.push(spread(1 + random.below(3), places));
  return places.map(([x, y], id) => ({
    id: String(id),
    x: (x * size) / 1000,
    y: (y * size) / 1000,
    name: random.pick(NAMES),
  }));
}

const boxOf = ({ x, y }, { lines, dx, dy }) => {
  const width = Math.max(...lines.map(measure));
  return {
    left: x + dx - width / 2,
    right: x + dx + width / 2,
    top: y + dy - 15.5,
    bottom: y + dy + 5.5 + 19 * (lines.length - 1),
  };
};
const shapeOf = ({ x, y }) => ({
  left: x - HALF,
  right: x + HALF,
  top: y - HALF,
  bottom: y + HALF,
});
const EDGE = 0.01; // touching is not covering
const cover = (a, b) =>
  a.left + EDGE < b.right &&
  b.left + EDGE < a.right &&
  a.top + EDGE < b.bottom &&
  b.top + EDGE < a.bottom;

test("no name covers a name, a shape or what else stands there, however crowded", () => {
  randomly(60, (random) => {
    const size = 380 + random.below(500);
    const members = people(random.below(70), size, random);
    const room = { left: -100, top: 0, right: size + 100, bottom: size };
    const middle = {
      left: size / 2 - 40,
      right: size / 2 + 40,
      top: size / 2 - 40,
      bottom: size / 2 + 40,
    };
    const labels = layOut(members, measure, room, [middle], HALF);
    const shown = members
      .filter(({ id }) => labels.get(id).fits)
      .map((member) => boxOf(member, labels.get(member.id)));
    assert.equal(labels.size, members.length);
    shown.forEach((box, index) => {
      assert.ok(
        ![...shown.slice(index + 1), ...members.map(shapeOf), middle].some((other) =>
          cover(box, other),
        ),
      );
      assert.ok(
        box.left >= room.left &&
          box.right <= room.right &&
          box.top >= room.top &&
          box.bottom <= room.bottom,
      );
    });
  });
});

test("without room beside the shape, a line leads to the name, and crosses no one", () => {
  let lines = 0;
  randomly(30, (random) => {
    const members = people(60, 520, random);
    const labels = layOut(
      members,
      measure,
      { left: -150, top: 0, right: 670, bottom: 520 },
      [],
      HALF,
    );
    for (const member of members) {
      const { lead } = labels.get(member.id);
      if (!lead) continue;
      lines += 1;
      const [x, y] = [member.x + lead[2], member.y + lead[3]];
      assert.ok(
        !members.some(
          (other) =>
            other !== member && cover({ left: x, right: x, top: y, bottom: y }, shapeOf(other)),
        ),
      );
      const box = boxOf(member, labels.get(member.id));
      const gap = Math.max(box.left - x, x - box.right, box.top - y, y - box.bottom);
      assert.ok(gap <= 8, `the line ends ${gap} pixels from its name`);
    }
  });
  assert.ok(lines > 0);
});

test("two names side by side are not read as one", () => {
  const members = [
    { id: "a", x: 100, y: 100, name: "Zofia" },
    { id: "b", x: 146, y: 100, name: "Patel" },
  ];
  const labels = layOut(members, measure, { left: 0, top: 0, right: 300, bottom: 300 });
  const [a, b] = members.map((member) => boxOf(member, labels.get(member.id)));
  assert.ok(Math.abs(a.top - b.top) > 20 || Math.max(b.left - a.right, a.left - b.right) >= 4);
});

test("no name is cut down to its first word, and an emoji is never halved", () => {
  for (const name of ["The wardens of the church", "Dr Okafor-Montgomery"]) {
    assert.ok(shorter(name).every(([line]) => line.endsWith("…")));
  }
  assert.deepEqual(shorter("👵🏽👵🏽👵🏽👵🏽").at(-1)[0].isWellFormed?.() ?? true, true);
});

test("a long name stands on two lines of about the same length", () => {
  assert.deepEqual(whole("Ann"), [["Ann"]]);
  assert.deepEqual(whole("Priya next door"), [["Priya next door"], ["Priya", "next door"]]);
});

test("every name of a full map is written in full: 12 in the inner circle, 25, 40", () => {
  for (const [counts, size, beside, half] of [
    [[12, 0, 0], 640, 30, 19],
    [[9, 8, 8], 640, 80, 19],
    [[9, 8, 8], 504, 130, 15],
    [[12, 14, 14], 622, 35, 15],
  ]) {
    const places = [];
    counts.forEach((count, index) => {
      for (let n = 0; n < count; n += 1) places.push(spread(index + 1, places));
    });
    const members = places.map(([x, y], id) => ({
      id: String(id),
      x: (x * size) / 1000,
      y: (y * size) / 1000,
      name: GIVEN[id % GIVEN.length],
    }));
    const room = { left: -beside, top: 0, right: size + beside, bottom: size };
    const [low, high] = [size * 0.44, size * 0.56];
    const labels = layOut(
      members,
      (text) => [...text].length * (half === 15 ? 8.3 : 9.3),
      room,
      [{ left: low, top: low, right: high, bottom: high }],
      half,
    );
    for (const { id, name } of members) {
      assert.equal(labels.get(id).lines.join(" "), name);
      assert.ok(labels.get(id).fits);
    }
  }
});
