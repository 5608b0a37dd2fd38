// Taking somebody off the map or off the list of names, and putting them back.

/** @param {object} map
 *  @param {Store} map.store
 *  @param {{after: (id: string) => string | undefined}} map.picture
 *  @param {Notices} map.notices
 *  @param {(id: string | null) => void} map.choose
 *  @param {(id: string) => HTMLElement | SVGElement | null} map.focusOf
 *  @param {FoundElement | null} map.otherwise the form that has the focus where nobody is left */
export function createRemoving({ store, picture, notices, choose, focusOf, otherwise }) {
  return function remove(id) {
    const member = store.members[id];
    if (!member) return;
    const neighbour = picture.after(id);
    store.commit(id, null);
    const from = member.ring ? "the map" : "the list";
    const put = notices.offer(
      `${member.name} is off ${from}.`,
      [["Put back", () => putBack(id, member)]],
      () => (focusOf(neighbour) ?? otherwise.elements.name).focus({ preventScroll: true }),
    );
    put.focus({ preventScroll: true });
  };

  function putBack(id, member) {
    const last = store.steps.undoable.at(-1);
    if (last?.member === id) store.undo();
    else store.commit(id, member);
    choose(id);
    focusOf(id)?.focus();
  }
}
