// Adding someone: tap a ring or choose one, type a name, Enter; then the next.

import { fromPoint, settle, spread, toPoint } from "./geometry.js";
import { element } from "./picture.js";

const LONGEST_NAME = 40;

/** @param {object} map
 *  @param {FoundElement} map.form
 *  @param {SVGElement} map.svg
 *  @param {Store} map.store
 *  @param {(id: string) => void} map.added */
export function createAdding({ form, svg, store, added }) {
  const { name, relationship, ring } = form.elements;
  const error = form.querySelector("[data-error]");
  const ghost = element("circle", { class: "ghost", r: 34, visibility: "hidden" });
  let aimed = null;
  svg.append(ghost);

  const others = () => Object.values(store.members).map(toPoint);

  /** A ring was tapped: the next person goes there. */
  function aim(chosen, point) {
    ring.value = chosen;
    aimed = settle(chosen, point, others());
    ghost.setAttribute("cx", aimed[0]);
    ghost.setAttribute("cy", aimed[1]);
    ghost.setAttribute("visibility", "visible");
    name.focus();
  }

  function forgetAim() {
    aimed = null;
    ghost.setAttribute("visibility", "hidden");
  }

  function explain(words) {
    error.textContent = words;
    name.toggleAttribute("aria-invalid", Boolean(words));
    if (words) name.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "several") return addSeveral();
    const typed = name.value.trim().replace(/\s+/g, " ");
    if (!typed) return explain("Type a first name or a nickname.");
    explain("");
    add(typed, Number(ring.value), relationship.value);
    form.reset();
    ring.value = form.dataset.ring;
    name.focus();
  });

  function addSeveral() {
    const field = form.elements.names;
    const names = field.value
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "))
      .filter(Boolean);
    const wrong = names.length
      ? names.some((each) => each.length > LONGEST_NAME) && "Use 40 letters or fewer for each name."
      : "Type the names, one on each line.";
    form.querySelector("[data-several-error]").textContent = wrong || "";
    if (wrong) return field.focus();
    for (const each of names) add(each, Number(ring.value), "");
    field.value = "";
    form.querySelector("details").open = false;
    name.focus();
  }

  function add(typed, chosen, related) {
    const point = aimed ?? spread(chosen, others());
    const id = crypto.randomUUID();
    const place = { ring: chosen, ...fromPoint(point) };
    forgetAim();
    form.dataset.ring = chosen;
    store.commit(id, {
      name: typed,
      relationship: related,
      frequency: "",
      work: [],
      ...place,
      previous: null,
    });
    added(id);
  }

  ring.addEventListener("change", forgetAim);
  for (const select of form.querySelectorAll("select")) {
    select.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.requestSubmit();
    });
  }
  form.addEventListener("keydown", (event) => event.key === "Escape" && forgetAim());
  return { aim };
}
