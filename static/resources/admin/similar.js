// Entries that are called much like the one that is being added, told beside its name. Without
// JavaScript the page that follows tells them.

import { ask } from "./ask.js";

const PAUSE = 400; // milliseconds without a key
const SHORTEST = 4;

function start(root) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(root.dataset.for));
  let waiting = 0;

  async function look() {
    const name = field.value.trim();
    const found =
      name.length < SHORTEST ? {} : await ask(root.dataset.similar, { name }, field.form);
    // what was typed since is asked about by itself
    if (field.value.trim() === name) show(found.entries ?? []);
  }

  function show(entries) {
    root.replaceChildren();
    if (!entries.length) return;
    const words = document.createElement("p");
    words.textContent = "Is it one of these, which are here already?";
    const list = document.createElement("ul");
    for (const { told, address } of entries) {
      const link = document.createElement("a");
      Object.assign(link, { href: address, target: "_blank", textContent: told });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    root.append(words, list);
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
}

for (const root of document.querySelectorAll("[data-module=similar]")) start(root);
