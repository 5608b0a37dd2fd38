import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import {
  clamp,
  fromPoint,
  lattice,
  move,
  nudge,
  ringAt,
  settle,
  spread,
  toPoint,
} from "../../static/mapping/geometry.js";
import { randomly, seeded } from "./random.js";

const cases = JSON.parse(readFileSync(new URL("../mapping/geometry_cases.json", import.meta.url)));

test("the same table as mapping/rings.py: every place, and where members settle", () => {
  for (const ring of [1, 2, 3]) assert.deepEqual(lattice(ring), cases.lattice[ring]);
  for (const [point, ring] of cases.ring_at) assert.equal(ringAt(point), ring);
  for (const [ring, near, others, place] of cases.settle) {
    assert.deepEqual(settle(ring, near, others), place);
  }
  for (const [ring, others, place] of cases.spread) assert.deepEqual(spread(ring, others), place);
  for (const [ring, start, others, place] of cases.move) {
    assert.deepEqual(move(ring, start, others), place);
  }
});

test("wherever someone is dropped, the ring stored is the ring they stand in", () => {
  randomly(300, (random) => {
    const others = manyPlaces(random, random.below(90));
    const point = clamp([random.below(1400) - 200, random.below(1400) - 200]);
    const ring = ringAt(point);
    assert.equal(ringAt(settle(ring, point, others)), ring);
    assert.equal(ringAt(spread(ring, others)), ring);
  });
});

test("a member always stays inside the outer circle, under any sequence of arrow keys", () => {
  const keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
  randomly(40, (random) => {
    const others = manyPlaces(random, random.below(30));
    let place = spread(1 + random.below(3), others);
    for (let step = 0; step < 60; step += 1) {
      place = nudge(keys[random.below(4)], place, others) ?? place;
    }
    assert.ok(Math.hypot(place[0] - 500, place[1] - 500) <= 490);
    assert.deepEqual(clamp(place), place);
  });
});

test("a clamped point is inside the outer circle, and a point inside is left alone", () => {
  randomly(500, (random) => {
    const point = clamp([random.below(3000) - 1000, random.below(3000) - 1000]);
    assert.ok(Math.hypot(point[0] - 500, point[1] - 500) <= 490);
    assert.deepEqual(clamp(point), point);
  });
});

test("sixty members, added one after the other, do not cover each other", () => {
  const places = [];
  for (let count = 0; count < 60; count += 1) {
    places.push(spread([1, 2, 2, 3, 3, 3][count % 6], places));
  }
  const closest = Math.min(
    ...places.flatMap((a, i) =>
      places.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])),
    ),
  );
  assert.ok(closest >= 50, `the closest two are ${closest} apart`);
});

test("an arrow key moves in its direction, and across the lines", () => {
  let place = spread(3, []);
  const rings = new Set();
  for (let step = 0; step < 40; step += 1) {
    const next = nudge(place[0] < 500 ? "ArrowRight" : "ArrowLeft", place, []);
    if (!next) break;
    assert.ok(place[0] < 500 ? next[0] > place[0] : next[0] < place[0]);
    place = next;
    rings.add(ringAt(place));
  }
  assert.ok(rings.size >= 2);
});

test("at the edge there is nowhere further to go", () => {
  const lowest = lattice(3).reduce((low, place) => (place[1] > low[1] ? place : low));
  assert.equal(nudge("ArrowDown", lowest, []), null);
});

test("thousandths there and back", () => {
  for (const point of lattice(2)) assert.deepEqual(toPoint(fromPoint(point)), point);
});

function manyPlaces(random, count) {
  return Array.from({ length: count }, () => {
    const places = lattice(1 + random.below(3));
    return places[random.below(places.length)];
  });
}

test("the generator itself repeats", () => {
  assert.equal(seeded(7).below(1000), seeded(7).below(1000));
});
