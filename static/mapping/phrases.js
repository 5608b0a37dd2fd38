// What is said of a member and of a change, in plain words; the vocabulary comes from the server.

export const HOW_OFTEN = "often"; // the lens that is not a kind of work
const UNPLACED = "not placed yet";

export function createPhrases({ circles, seen, often, relationships, shapes, short }) {
  const join = (parts, by) => parts.filter(Boolean).join(by);
  /** @param {Member} member */
  const who = (member) => join([member.name, relationships[member.relationship]], ", ");

  return {
    who,
    works: short,
    /** @param {Member} member */
    shape: (member) => shapes[member.relationship],
    /** "Ann, sibling, inner circle, seen every day"
     *  @param {Member} member */
    describe: (member) =>
      join([who(member), circles[member.ring] ?? UNPLACED, seen[member.frequency]], ", "),
    /** What stands under the name of those who stand out through a lens; empty for the others.
     *  @param {Member} member
     *  @param {string} lens */
    note(member, lens) {
      if (member.tie_status) return "";
      if (lens === HOW_OFTEN) return often[member.frequency] ?? "";
      if (!member.work.includes(lens)) return "";
      return join(
        Object.keys(short).map((work) => member.work.includes(work) && short[work]),
        ", ",
      );
    },
    /** The names by id; where two are the same, with the relationship.
     *  @param {Members} members
     *  @returns {Record<string, string>} */
    names(members) {
      const count = {};
      const key = ({ name }) => name.toLowerCase();
      for (const member of Object.values(members)) {
        count[key(member)] = (count[key(member)] ?? 0) + 1;
      }
      const apart = (member) =>
        count[key(member)] > 1 && relationships[member.relationship]
          ? `${member.name} (${relationships[member.relationship]})`
          : member.name;
      return Object.fromEntries(Object.entries(members).map(([id, member]) => [id, apart(member)]));
    },
    /** "sibling · daily"
     *  @param {Member} member */
    aside: (member) => join([relationships[member.relationship], often[member.frequency]], " · "),
    /** What a change did, as a sentence without its full stop.
     *  @param {{before: Member | null, after: Member | null}} change */
    told({ before, after }) {
      if (!after) return `${who(before)}, taken off${before.ring ? " the map" : ""}`;
      if (!after.ring) return before ? `${who(after)}, changed` : `${who(after)}, to be placed`;
      if (!before?.ring) return `${who(after)}, added to the ${circles[after.ring]}`;
      if (before.ring !== after.ring) return `${who(after)}, moved to the ${circles[after.ring]}`;
      if (before.x !== after.x || before.y !== after.y) {
        return `${who(after)}, moved inside the ${circles[after.ring]}`;
      }
      if (before.name !== after.name) return `${before.name} is now called ${after.name}`;
      return `${join([who(after), seen[after.frequency]], ", ")}, changed`;
    },
  };
}
