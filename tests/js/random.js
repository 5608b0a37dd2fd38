// A tiny generator of repeatable examples (mulberry32): a red test is never luck.

export function seeded(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (list) => list[below(list.length)] };
}

// As hypothesis has it: a quarter where what takes long is left to `script/test --full`.
const SHARE = process.env.TEST_TIER === "test" ? 0.25 : 1;

/** Runs a check with many examples; a failure says which seed to try again. */
export function randomly(times, check) {
  for (let seed = 1; seed <= times * SHARE; seed += 1) {
    try {
      check(seeded(seed));
    } catch (error) {
      error.message = `with seed ${seed}: ${error.message}`;
      throw error;
    }
  }
}
