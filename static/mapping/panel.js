// Whoever is chosen: their few choices as big toggles, each saved as it is made.

import { moved } from "./placing.js";

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
    panel.classList.toggle("network__selected--waiting", !member.ring);
    panel.querySelector("[data-name]").textContent = member.name;
    const aside = phrases.aside({ ...member, frequency: "" });
    panel.querySelector("[data-aside]").textContent = aside && ` · ${aside}`;
    check("ring", [String(member.ring)]);
    check("frequency", [member.frequency]);
    check("work", member.work);
    check("tie_status", [member.tie_status ?? ""]);
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
  const more = form.querySelector("details");
  more.addEventListener("toggle", () => more.open && more.scrollIntoView({ block: "nearest" }));
  panel.querySelector("[data-remove]").addEventListener("click", () => remove(selection.id));
  panel.querySelector("[data-close]").addEventListener("click", selection.close);
  panel.addEventListener("keydown", (event) => event.key === "Escape" && selection.close());
  return { show, focus: () => panel.querySelector("h2").focus() };
}
