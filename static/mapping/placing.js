// Who stands in the picture, who still waits beside it, and where somebody comes to stand.

import { fromPoint, move, spread, toPoint } from "./geometry.js";

/** @param {Members} members
 *  @returns {Members} */
export const placed = (members) => pick(members, ({ ring }) => Boolean(ring));
/** @param {Members} members
 *  @returns {Members} */
export const waiting = (members) => pick(members, ({ ring }) => !ring);

const pick = (members, holds) =>
  Object.fromEntries(Object.entries(members).filter(([, member]) => holds(member)));

/** Whether a change adds somebody, takes them off, or moves them.
 *  @param {{before: Member | null, after: Member | null}} change */
export const isPlaced = ({ before, after }) =>
  !before || !after || ["ring", "x", "y"].some((part) => before[part] !== after[part]);

/** The ring and place of a member moved to another ring by choosing it.
 *  @param {Store} store
 *  @param {string} id
 *  @param {number} ring
 *  @returns {Partial<Member>} */
export function moved(store, id, ring) {
  const member = store.members[id];
  if (member.ring === ring) return {};
  const others = placesOfOthers(store, id);
  const point = member.ring ? move(ring, toPoint(member), others) : spread(ring, others);
  return { ring, ...fromPoint(point) };
}

/** @param {Store} store
 *  @param {string | null} id
 *  @returns {Point[]} */
export function placesOfOthers(store, id) {
  return Object.entries(placed(store.members))
    .filter(([other]) => other !== id)
    .map(([, member]) => toPoint(member));
}
