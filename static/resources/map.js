// A Leaflet map, with its background, its buttons and its scale.

import { addBackground } from "../geography/background.js";

const { L } = window;
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
/** @type {L.LatLngBoundsLiteral} */
const UK = [
  [49.9, -8.2],
  [59.4, 1.8],
];

/** Makes the map in `element`, showing the United Kingdom until it is told otherwise. */
export function createMap(element) {
  const map = L.map(element, {
    minZoom: 5,
    maxZoom: 18,
    zoomSnap: 0.25,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
  });
  map.fitBounds(UK);
  L.control
    .zoom({ zoomInText: "+", zoomOutText: "−", zoomInTitle: "Closer", zoomOutTitle: "Further out" })
    .addTo(map);
  const credit = L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
  L.control.scale({ metric: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
  // once whoever called has said what to show: it fetches what is in sight
  queueMicrotask(() => addBackground(map, element.dataset, credit));
  return map;
}

/** Width and height of what stands at the top left. @returns {[number, number]} in pixels */
export function cornerOf(map) {
  const { offsetWidth, offsetHeight } = map.getContainer().querySelector(".leaflet-top");
  return [offsetWidth, offsetHeight];
}

/** A button under those for the zoom, that shows home and all round it again. */
export function addHomeButton(map, showHome) {
  const control = new L.Control({ position: "topleft" });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar map__home");
    const button = L.DomUtil.create("button", "", bar);
    button.type = "button";
    button.textContent = "Home";
    button.title = "Back to home";
    button.setAttribute("aria-label", "Back to home");
    L.DomEvent.disableClickPropagation(bar);
    // a zoom that is under way would end where it was going: wait for it
    let zooming = false;
    map.on("zoomanim", () => (zooming = true)).on("zoomend", () => (zooming = false));
    button.addEventListener("click", () => (zooming ? map.once("zoomend", showHome) : showHome()));
    return bar;
  };
  control.addTo(map);
}
