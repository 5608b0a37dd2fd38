// What is said of a member and of a change, in plain words; the vocabulary comes from the server.

export function createPhrases({ circles, seen, often, relationships, shapes }) {
  const join = (parts, by) => parts.filter(Boolean).join(by);
  /** @param {Member} member */
  const who = (member) => join([member.name, relationships[member.relationship]], ", ");

  return {
    who,
    /** @param {Member} member */
    shape: (member) => shapes[member.relationship],
    /** "Ann, sibling, inner circle, seen every day"
     *  @param {Member} member */
    describe: (member) => join([who(member), circles[member.ring], seen[member.frequency]], ", "),
    /** "sibling · daily"
     *  @param {Member} member */
    aside: (member) => join([relationships[member.relationship], often[member.frequency]], " · "),
    /** What a change did, as a sentence without its full stop.
     *  @param {{before: Member | null, after: Member | null}} change */
    told({ before, after }) {
      if (!before) return `${who(after)}, added to the ${circles[after.ring]}`;
      if (!after) return `${who(before)}, taken off the map`;
      if (before.ring !== after.ring) return `${who(after)}, moved to the ${circles[after.ring]}`;
      if (before.x !== after.x || before.y !== after.y) {
        return `${who(after)}, moved inside the ${circles[after.ring]}`;
      }
      if (before.name !== after.name) return `${before.name} is now called ${after.name}`;
      return `${join([who(after), seen[after.frequency]], ", ")}, changed`;
    },
  };
}
