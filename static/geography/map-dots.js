// Every postcode a pale dot, fewer of them further out.

import { Squares } from "./squares.js";

// How many steps a square is across, by its zoom.
const STEPS = { 13: 4096, 10: 512, 7: 512, 5: 512 };

export function dots(url, options) {
  return new Squares({ ...options, url, colour: "--map-dot", draw });
}

/** Larger the closer one looks, so that streets and parks go on showing. */
export function radiusOf(z) {
  return z < 11 ? 0.7 : Math.min(0.9 + (z - 11) * 0.75, 4);
}

// Where a dot is this small, a square of the same area looks the same, and takes a third of the time.
const SMALL = 1;

function draw(context, numbers, toTile, { square, coords, size }) {
  const steps = STEPS[square.zoom];
  const radius = radiusOf(coords.z);
  const side = radius <= SMALL ? radius * Math.sqrt(Math.PI) : 0;
  context.beginPath();
  for (let i = 0; i < numbers.length; i += 2) {
    const [x, y] = toTile(numbers[i] / steps, numbers[i + 1] / steps);
    if (x < -radius || y < -radius || x > size.x + radius || y > size.y + radius) continue;
    if (side) {
      context.fillRect(x - side / 2, y - side / 2, side, side);
    } else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  context.fill();
}
