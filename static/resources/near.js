// Near you: the list and the map in step, filters and "more like these" without a jump.

import { watchChoices } from "../plans/choosing.js";
import { createMap } from "./map.js";
import { drawPins } from "./pins.js";

const root = document.querySelector('[data-module="near"]');
if (!root) throw new Error('near.js: no element with data-module="near"');
const results = root.querySelector("[data-results]");
const map = createMap(root.querySelector("[data-map]"));
const message = root.querySelector("[data-message]");
let pins = null;

const say = (words) => {
  message.textContent = words;
};
const itemOf = (number) => root.querySelector(`[data-number="${number}"]`);
const numberOf = (element) => Number(element?.closest?.("[data-number]")?.dataset.number) || null;

function draw(data) {
  pins?.remove();
  pins = drawPins(map, data, { onChoose: goTo, onPoint: point });
  for (const place of root.querySelectorAll("[data-show]")) place.replaceWith(showButton(place));
  markChosen();
}

/** The number in the list shows its pin. */
function showButton(place) {
  const item = place.closest("[data-number]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = place.className;
  button.textContent = place.textContent;
  button.setAttribute(
    "aria-label",
    `${place.textContent}: show ${item.querySelector("h3").textContent} on the map`,
  );
  button.addEventListener("click", () => {
    pins.reveal(numberOf(item));
    point(numberOf(item), true);
    map.getContainer().scrollIntoView({ block: "nearest" });
  });
  return button;
}

function goTo(number) {
  const item = itemOf(number);
  item.scrollIntoView({ block: "center" });
  item.focus({ preventScroll: true });
}

function point(number, on) {
  itemOf(number)?.classList.toggle("result--pointed", on);
  pins.point(number, on);
}

/** @type {["mouseover" | "focusin", "mouseout" | "focusout"][]} */
const POINTING = [
  ["mouseover", "mouseout"],
  ["focusin", "focusout"],
];
for (const [start, end] of POINTING) {
  root.addEventListener(start, ({ target }) => {
    if (numberOf(target)) point(numberOf(target), true);
  });
  root.addEventListener(end, ({ target, relatedTarget }) => {
    const number = numberOf(target);
    if (number && numberOf(relatedTarget) !== number) point(number, false);
  });
}

function markChosen(chosen = chosenNow()) {
  const numbers = [...root.querySelectorAll("[data-choose]")]
    .filter((form) => chosen.includes(form.dataset.choose))
    .map(numberOf);
  for (const item of root.querySelectorAll("[data-number]")) {
    item.classList.toggle("result--chosen", numbers.includes(numberOf(item)));
  }
  pins.mark(new Set(numbers));
}

const chosenNow = () =>
  [...root.querySelectorAll("[data-unchoose]")].map((form) => form.dataset.unchoose);

/** Puts the page at `url` in place of the results shown, and keeps the rest where it is. */
async function load(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return say("This could not be loaded just now. Please try again.");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("[data-results]");
  if (!fresh) return window.location.assign(url);
  results.replaceChildren(...fresh.childNodes);
  root.querySelector("[data-also]").replaceWith(page.querySelector("[data-also]"));
  history.replaceState(null, "", url);
  draw(JSON.parse(page.querySelector("#map-data").textContent));
  const count = results.querySelectorAll(".result").length;
  return say(count === 1 ? "1 result" : `${count} results`);
}

/** @type {HTMLFormElement} */
const filters = root.querySelector("[data-filters]");
if (filters) {
  filters.querySelector("[data-filters-button]").hidden = true;
  filters.addEventListener("change", () => {
    // a form's entries are pairs, which is what it takes; TypeScript expects no files among them
    const chosen = /** @type {any} */ (new FormData(filters));
    load(`?${new URLSearchParams(chosen)}`);
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
}

results?.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-more]");
  if (!link) return;
  event.preventDefault();
  const group = link.closest("section").id;
  const seen = new Set([...results.querySelectorAll(".result")].map(({ id }) => id));
  await load(link.getAttribute("href").split("#")[0]);
  [...results.querySelectorAll(`#${group} .result`)].find(({ id }) => !seen.has(id))?.focus();
});

watchChoices(root, { onChange: markChosen, say });
draw(JSON.parse(document.getElementById("map-data").textContent));
