// A Leaflet map whose background is drawn from the postcode directory, or from tiles where set.

import { Dots, districtLabels } from "../geography/map-dots.js";

const { L } = window;
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
/** @type {L.LatLngBoundsLiteral} */
const UK = [
  [49.9, -8.2],
  [59.4, 1.8],
];
const SOURCE =
  "Postcodes: ONS. Contains OS, Royal Mail and National Statistics data © Crown copyright " +
  "and database right, Open Government Licence v3.0";

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
  addBackground(map, element.dataset, credit);
  return map;
}

function addBackground(map, { tiles, attribution, dots, districts }, credit) {
  if (tiles) {
    const layer = L.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);
    // the map still reads when the tile server does not answer
    layer.once("tileerror", () => drawBackground(map, dots, districts, credit));
  } else {
    drawBackground(map, dots, districts, credit);
  }
}

function drawBackground(map, dots, districts, credit) {
  new Dots({ url: dots, minZoom: 5, maxZoom: 18, updateWhenZooming: false }).addTo(map);
  if (districts) districtLabels(map, districts);
  credit.addAttribution(SOURCE);
}
