// The map by keyboard: arrows move, 1 to 3 choose a ring, Delete takes off, Enter opens choices.

import { fromPoint, nudge, ringAt, toPoint } from "./geometry.js";
import { moved, placesOfOthers } from "./placing.js";

/** @param {object} map
 *  @param {SVGElement} map.svg
 *  @param {Store} map.store
 *  @param {Phrases} map.phrases
 *  @param {(id: string | null) => void} map.choose
 *  @param {(id: string) => void} map.open
 *  @param {(id: string) => void} map.remove
 *  @param {(text: string) => void} map.say */
export function listenToKeys({ svg, store, phrases, choose, open, remove, say }) {
  svg.addEventListener("keydown", (event) => {
    const id = event.target.closest?.("[data-id]")?.dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = action(id, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function action(id, key) {
    if (key.startsWith("Arrow")) return () => step(id, key);
    if (["1", "2", "3"].includes(key)) return () => toRing(id, Number(key));
    if (key === "Delete" || key === "Backspace") return () => remove(id);
    if (key === "Enter" || key === " ") return () => open(id);
    if (key === "Escape") return () => choose(null);
    return null;
  }

  function step(id, key) {
    const place = nudge(key, toPoint(store.members[id]), placesOfOthers(store, id));
    if (!place) return say("No more room that way");
    return change(id, { ring: ringAt(place), ...fromPoint(place) });
  }

  /** Whoever stands there already is said to. */
  function toRing(id, ring) {
    if (!change(id, moved(store, id, ring))) say(phrases.describe(store.members[id]));
  }

  const change = (id, part) => store.commit(id, { ...store.members[id], ...part });
}

/** Undo and redo from anywhere on the page but a text field, which has its own. */
export function listenToUndo({ undo, redo }) {
  document.addEventListener("keydown", (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.target.closest("input:not([type=radio], [type=checkbox]), textarea")
    )
      return;
    const key = event.key.toLowerCase();
    const act = key === "z" && !event.shiftKey ? undo : key === "y" || key === "z" ? redo : null;
    if (!act) return;
    event.preventDefault();
    act();
  });
}
