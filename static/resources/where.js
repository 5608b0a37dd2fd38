// A spot on the map instead of a postcode: the map moves under a cross.

import { createMap } from "./map.js";

const AROUND_HOME = 11; // zoom
const form = document.querySelector('[data-module="where"]');
if (!form) throw new Error('where.js: no form with data-module="where"');
const part = form.querySelector("[data-where-map]");
part.hidden = false;
const element = part.querySelector("[data-map]");
const map = createMap(element);
if (element.dataset.home) map.setView(toPoint(element.dataset.home), AROUND_HOME);

/** @returns {L.LatLngTuple} */
function toPoint(text) {
  const [latitude, longitude] = text.split(",").map(Number);
  return [latitude, longitude];
}

form.querySelector("[data-use-spot]").addEventListener("click", () => {
  const { lat, lng } = map.getCenter();
  for (const [name, value] of [
    ["latitude", lat],
    ["longitude", lng],
  ]) {
    form.elements[name].disabled = false;
    form.elements[name].value = Number(value).toFixed(5);
  }
});
