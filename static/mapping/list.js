// The same people as a list by ring, always in step with the picture.

import { element, inOrder } from "./picture.js";

/** @param {object} map
 *  @param {HTMLElement} map.list
 *  @param {Phrases} map.phrases
 *  @param {(id: string) => void} map.choose
 *  @param {(id: string, back: (id: string) => Element) => void} map.open `back` finds what the
 *    choices lead back to */
export function createList({ list, phrases, choose, open }) {
  const rings = new Map(
    [...list.querySelectorAll("[data-ring]")].map((ring) => [Number(ring.dataset.ring), ring]),
  );

  function row([id, member], selected) {
    const opener = document.createElement("button");
    opener.type = "button";
    opener.className = "person__open";
    opener.dataset.id = id;
    opener.setAttribute("aria-pressed", String(id === selected));
    const icon = element("svg", { class: "icon", "aria-hidden": "true" }, [
      element("use", { href: `#shape-${phrases.shape(member)}` }),
    ]);
    opener.append(
      icon,
      span("person__name", member.name),
      " ",
      span("person__aside", phrases.aside(member)),
    );
    const item = document.createElement("li");
    item.className = "person";
    item.append(opener);
    return item;
  }

  function none() {
    const item = document.createElement("li");
    item.className = "person person--none";
    item.textContent = "No one yet";
    return item;
  }

  function draw(members, selected) {
    const focused = document.activeElement?.closest?.(".person__open")?.dataset.id;
    for (const [ring, place] of rings) {
      const rows = inOrder(members)
        .filter(([, member]) => member.ring === ring)
        .map((entry) => row(entry, selected));
      place.querySelector(".people__count").textContent = String(rows.length);
      place.querySelector("ul").replaceChildren(...(rows.length ? rows : [none()]));
    }
    if (focused) button(focused)?.focus({ preventScroll: true });
  }

  const button = (id) => list.querySelector(`[data-id="${id}"]`);

  list.addEventListener("click", (event) => {
    const id = event.target.closest(".person__open")?.dataset.id;
    if (!id) return;
    const byKey = event.detail === 0;
    if (byKey) open(id, button);
    else choose(id);
  });
  return { draw };
}

function span(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
