// Changes to a map as a pure rule: what one change does, what two at once do, what undo does.
//
// The twin of mapping/changes.py: the table tests/mapping/changes_cases.json holds them together.
// A state is a member's fields, or null where the member is not there; without a ring:
// named, but not placed yet.

// Told as one: a ring and the place in it, taken from two windows, might not fit together.
const UNITS = [
  ["name"],
  ["relationship"],
  ["frequency"],
  ["work"],
  ["ring", "x", "y"],
  ["tie_status"],
  ["previous"],
];

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const differs = (a, b, unit) => unit.some((field) => !same(a[field], b[field]));

/** Whether two states say the same.
 *  @param {Member | null} a
 *  @param {Member | null} b */
export function equal(a, b) {
  if (!a || !b) return !a && !b;
  return !UNITS.some((unit) => differs(a, b, unit));
}

/** What `current` becomes when someone who saw `before` makes it `after`.
 *  `overlaps`: someone else changed the same thing differently.
 *  @param {Member | null} current
 *  @param {Member | null} before
 *  @param {Member | null} after
 *  @returns {{state: Member | null, overlaps: boolean}} */
export function merge(current, before, after) {
  if (equal(current, before) || equal(current, after)) return { state: after, overlaps: false };
  if (!current || !before || !after) return { state: after, overlaps: true };
  const state = { ...current };
  let overlaps = false;
  for (const unit of UNITS.filter((each) => differs(before, after, each))) {
    overlaps ||= differs(current, before, unit) && differs(current, after, unit);
    for (const field of unit) state[field] = after[field];
  }
  return { state, overlaps };
}

/** The map after one change: a new object, members by id.
 *  @param {Members} members
 *  @param {Change} change
 *  @returns {Members} */
export function apply(members, { member, before, after }) {
  const { state } = merge(members[member] ?? null, before, after);
  const { [member]: _, ...others } = members;
  return state ? { ...others, [member]: state } : others;
}

/** @type {Steps} */
export const NO_STEPS = { undoable: [], redoable: [] };

/** What can be undone and redone (the next one last) after one more change.
 *  @param {Steps} steps
 *  @param {Change} change
 *  @returns {Steps} */
export function advance({ undoable, redoable }, change) {
  if (change.kind === "undo") {
    const [rest, moved] = take(undoable, change.of);
    return { undoable: rest, redoable: [...redoable, ...moved] };
  }
  if (change.kind === "redo") {
    const [rest, moved] = take(redoable, change.of);
    return { undoable: [...undoable, ...moved], redoable: rest };
  }
  return { undoable: [...undoable, change], redoable: [] };
}

/** @param {Change[]} steps
 *  @param {string} id
 *  @returns {[Change[], Change[]]} the others, and the one of that id */
function take(steps, id) {
  const found = steps.find((step) => step.id === id);
  return found ? [steps.filter((step) => step !== found), [found]] : [steps, []];
}

/** The change that takes back, or makes again, the given one.
 *  @param {Change} step */
export const reversal = (step) => ({
  ...step,
  kind: "undo",
  of: step.id,
  before: step.after,
  after: step.before,
});
/** @param {Change} step */
export const repetition = (step) => ({ ...step, kind: "redo", of: step.id });
