// Whoever is chosen: their few choices as big toggles, each saved as it is made.

import { fromPoint, move, toPoint } from "./geometry.js";

/** @param {object} map
 *  @param {HTMLElement} map.panel
 *  @param {Store} map.store
 *  @param {Phrases} map.phrases
 *  @param {{id: string | null, close: () => void}} map.selection
 *  @param {(id: string) => void} map.remove */
export function createPanel({ panel, store, phrases, selection, remove }) {
  const form = panel.querySelector("form");
  const error = panel.querySelector("[data-error]");
  const { name, relationship } = form.elements;

  function show() {
    const member = store.members[selection.id];
    panel.hidden = !member;
    if (!member) return;
    panel.querySelector("[data-name]").textContent = member.name;
    const aside = phrases.aside({ ...member, frequency: "" });
    panel.querySelector("[data-aside]").textContent = aside && ` · ${aside}`;
    check("ring", [String(member.ring)]);
    check("frequency", [member.frequency]);
    check("work", member.work);
    if (document.activeElement !== name) name.value = member.name;
    relationship.value = member.relationship;
  }

  function check(field, values) {
    for (const input of form.querySelectorAll(`[name="${field}"]`)) {
      input.checked = values.includes(input.value);
    }
  }

  /** What the form makes of the member; the ring brings its place along.
   *  @returns {Partial<Member>} */
  function changed(field) {
    const data = new FormData(/** @type {HTMLFormElement} */ (/** @type {Element} */ (form)));
    if (field === "work") return { work: data.getAll("work").map(String) };
    if (field === "ring") return moved(store, selection.id, Number(data.get("ring")));
    return {
      [field]: String(data.get(field) ?? "")
        .trim()
        .replace(/\s+/g, " "),
    };
  }

  form.addEventListener("change", (event) => {
    const member = store.members[selection.id];
    const part = changed(event.target.name);
    error.textContent = part.name === "" ? "Type a first name or a nickname." : "";
    if (member && part.name !== "") store.commit(selection.id, { ...member, ...part });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  panel.querySelector("[data-remove]").addEventListener("click", () => remove(selection.id));
  panel.querySelector("[data-close]").addEventListener("click", selection.close);
  panel.addEventListener("keydown", (event) => event.key === "Escape" && selection.close());
  return { show, focus: () => panel.querySelector("h2").focus() };
}

/** The ring and place of a member moved to another ring by choosing it.
 *  @param {Store} store
 *  @param {string} id
 *  @param {number} ring
 *  @returns {Partial<Member>} */
export function moved(store, id, ring) {
  const member = store.members[id];
  if (member.ring === ring) return {};
  const others = placesOfOthers(store, id);
  return { ring, ...fromPoint(move(ring, toPoint(member), others)) };
}

/** @param {Store} store
 *  @param {string} id
 *  @returns {Point[]} */
export function placesOfOthers(store, id) {
  return Object.entries(store.members)
    .filter(([other]) => other !== id)
    .map(([, member]) => toPoint(member));
}
