// Near you: the list and the map in step. What changes the list is in find.js.

import { announce } from "../facilitation/announce.js";
import { watchFinder } from "./find.js";
import { addHomeButton, createMap } from "./map.js";
import { drawPins } from "./pins.js";

const root = document.querySelector('[data-module="near"]');
if (!root) throw new Error('near.js: no element with data-module="near"');
const message = root.querySelector("[data-message]");
const element = root.querySelector("[data-map]");
const map = element && createMap(element);
let data = JSON.parse(document.getElementById("map-data").textContent);
let pins = null;

/** Seen above the footer wherever one is, and heard. */
function say(words) {
  message.textContent = words ?? "";
  announce(words);
}

const itemOf = (number) => root.querySelector(`[data-number="${number}"]`);
const numberOf = (target) => Number(target?.closest?.("[data-number]")?.dataset.number) || null;
const isOpen = ({ number }) => itemOf(number)?.closest("[hidden]") === null;

/** Draws what is open in the list; `fresh` is what the server says now, where it was asked. */
function draw(fresh = data) {
  data = fresh;
  if (!map) return;
  pins?.remove();
  const open = data.pins
    .map((pin) => ({ ...pin, results: pin.results.filter(isOpen) }))
    .filter(({ results }) => results.length > 0);
  pins = drawPins(map, { ...data, pins: open }, { onChoose: goTo, onPoint: point });
  for (const more of root.querySelectorAll(
    "[data-number] .result__more:not(:has([data-show-pin]))",
  ))
    more.append(showButton(more.closest("[data-number]")));
  markChosen();
}

function showButton(item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--second";
  button.dataset.showPin = "";
  button.textContent = "Show on the map";
  button.setAttribute(
    "aria-label",
    `Show ${item.querySelector("[data-name]").textContent} on the map`,
  );
  button.addEventListener("click", () => showPin(numberOf(item)));
  return button;
}

function showPin(number) {
  pins.reveal(number);
  point(number, true);
  map.getContainer().scrollIntoView({ block: "nearest" });
}

// a number is pressed by pointer; by keyboard the same is in what "More" opens
root.addEventListener("click", ({ target }) => {
  if (pins && target.closest("[data-show]")) showPin(numberOf(target));
});

function goTo(number) {
  const item = itemOf(number);
  item.scrollIntoView({ block: "center" });
  item.focus({ preventScroll: true });
}

function point(number, on) {
  itemOf(number)?.classList.toggle("result--pointed", on);
  pins?.point(number, on);
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
  pins?.mark(new Set(numbers));
}

const chosenNow = () =>
  [...root.querySelectorAll("[data-unchoose]")].map((form) => form.dataset.unchoose);

// sent by whatever stage takes the choices, with what is chosen now and what to say
document.addEventListener("genie:chosen", ({ detail }) => {
  if (detail.chosen) markChosen(detail.chosen);
  say(detail.message);
});

if (map) addHomeButton(map, () => pins.home());
draw();
if (root.querySelector("[data-results]")) watchFinder(root, { draw, say });
