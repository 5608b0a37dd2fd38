// Naming people: a name, Enter, the next; or several with commas between them. Without a circle they
// wait beside the picture; a press on a circle adds the next one there.

import { announce } from "../facilitation/announce.js";
import { fromPoint, settle, spread } from "./geometry.js";
import { element } from "./picture.js";
import { placesOfOthers } from "./placing.js";

const LONGEST_NAME = 40;
const BETWEEN_NAMES = /[,;\n\r]+/;

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

  const others = () => placesOfOthers(store, null);

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
    ring.value = form.dataset.ring ?? "";
    ghost.setAttribute("visibility", "hidden");
  }

  function explain(words) {
    error.textContent = words;
    name.toggleAttribute("aria-invalid", Boolean(words));
    if (!words) return;
    name.focus();
    announce(words);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const names = namesIn(name.value);
    const wrong = whatIsWrong(names);
    explain(wrong);
    if (wrong) return;
    const [chosen, related] = [Number(ring.value) || null, relationship.value];
    for (const each of names) add(each, chosen, related);
    form.reset();
    forgetAim();
    name.focus();
  });

  function add(typed, chosen, related) {
    const id = crypto.randomUUID();
    const place = chosen
      ? { ring: chosen, ...fromPoint(aimed ?? spread(chosen, others())) }
      : { ring: null, x: null, y: null };
    store.commit(id, {
      name: typed,
      relationship: related,
      frequency: "",
      work: [],
      ...place,
      tie_status: "",
      previous: null,
    });
    added(id);
  }

  // a field of one line would run lines that are pasted into one
  name.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!/[\n\r]/.test(text.trim())) return;
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLElement} */ (name));
    const names = namesIn(text).join(", ");
    field.setRangeText(names, field.selectionStart, field.selectionEnd, "end");
  });

  store.subscribe(({ change }) => {
    if (change?.kind !== "do") return;
    forgetAim();
    explain("");
  });

  ring.addEventListener("change", () => {
    form.dataset.ring = ring.value;
    forgetAim();
  });
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

/** @param {string} typed
 *  @returns {string[]} */
const namesIn = (typed) =>
  typed
    .split(BETWEEN_NAMES)
    .map((each) => each.trim().replace(/\s+/g, " "))
    .filter(Boolean);

function whatIsWrong(names) {
  if (!names.length) return "Type a first name or a nickname.";
  return names.some((each) => each.length > LONGEST_NAME)
    ? "Use 40 letters or fewer for each name."
    : "";
}
