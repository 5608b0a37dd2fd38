// The sea, estuaries and lakes.

import { Squares } from "./squares.js";

// How many steps a square is across, by its zoom.
const STEPS = { 13: 4096, 10: 2048, 7: 1024, 5: 1024 };

export function water(url, options) {
  return new Squares({ ...options, url, colour: "--map-water", draw });
}

/** Rings, each the number of its corners and then these. */
function draw(context, numbers, toTile, { square }) {
  const steps = STEPS[square.zoom];
  context.beginPath();
  for (let i = 0; i < numbers.length; i += 1 + 2 * numbers[i]) {
    for (let corner = 0; corner < numbers[i]; corner += 1) {
      const at = i + 1 + 2 * corner;
      const [x, y] = toTile(numbers[at] / steps, numbers[at + 1] / steps);
      if (corner) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
    context.closePath();
  }
  context.fill("evenodd");
}
