// Whoever is named and not placed yet, in a drawer beside the picture.

import { element } from "./picture.js";
import { moved, waiting } from "./placing.js";

/** @param {object} map
 *  @param {HTMLElement} map.drawer
 *  @param {FoundElement} map.name the field for the next name: where the focus goes at the end
 *  @param {Store} map.store
 *  @param {Phrases} map.phrases
 *  @param {(id: string | null) => void} map.choose
 *  @param {(id: string) => void} map.remove
 *  @param {(text: string) => void} map.say */
export function createDrawer({ drawer, name, store, phrases, choose, remove, say }) {
  const list = drawer.querySelector("ul");
  const count = drawer.querySelector("[data-waiting]");

  /** @param {Members} members
   *  @param {string | null} selected */
  function draw(members, selected) {
    const there = Object.entries(waiting(members));
    const focused = document.activeElement?.closest?.(".drawer__chip")?.dataset.id;
    const at = [...list.children].findIndex((item) => item.querySelector(`[data-id="${focused}"]`));
    const names = phrases.names(members);
    drawer.hidden = !there.length;
    count.textContent = String(there.length);
    // whoever is dragged meanwhile keeps their place: only other names make another list
    if (there.map(([id]) => id).join() !== ids().join()) {
      list.replaceChildren(...there.map(([id]) => chip(id)?.parentElement ?? item(id)));
    }
    for (const [id, member] of there) write(chip(id), member, names[id], id === selected);
    if (focused && document.activeElement !== chip(focused))
      (chip(focused) ?? nextTo(at))?.focus({ preventScroll: true });
  }

  const ids = () => [...list.querySelectorAll(".drawer__chip")].map(({ dataset }) => dataset.id);

  function item(id) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "drawer__chip";
    made.dataset.id = id;
    made.setAttribute("aria-describedby", "drawer-keys");
    const icon = element("svg", { class: "icon", "aria-hidden": "true" }, [element("use")]);
    made.append(icon, document.createElement("span"));
    const row = document.createElement("li");
    row.append(made);
    return row;
  }

  function write(made, member, name, pressed) {
    made.setAttribute("aria-pressed", String(pressed));
    made.querySelector("use").setAttribute("href", `#shape-${phrases.shape(member)}`);
    const words = made.querySelector("span");
    if (words.textContent !== name) words.textContent = name;
  }

  const chip = (id) => list.querySelector(`[data-id="${id}"]`);
  const nextTo = (index) =>
    (list.children[index] ?? list.lastElementChild)?.querySelector("button") ?? name;

  list.addEventListener("click", (event) => {
    const id = event.target.closest(".drawer__chip")?.dataset.id;
    if (!id) return;
    const armed = event.target.closest(".drawer__chip").getAttribute("aria-pressed") === "true";
    choose(armed ? null : id);
    if (!armed) say(`${store.members[id].name}: now a circle, or 1, 2 or 3`);
  });

  list.addEventListener("keydown", (event) => {
    const id = event.target.closest(".drawer__chip")?.dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = action(id, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function action(id, key) {
    if (["1", "2", "3"].includes(key)) return () => place(id, Number(key));
    if (key === "Delete" || key === "Backspace") return () => remove(id);
    if (key === "Escape") return () => choose(null);
    return null;
  }

  const place = (id, ring) => store.commit(id, { ...store.members[id], ...moved(store, id, ring) });

  return { draw, chip };
}
