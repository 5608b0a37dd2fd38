// The map on the sheet: where each of the three is, by its number. It is printed as it was moved.

import { createMap } from "../resources/map.js";

const { L } = window;
const root = document.querySelector('[data-module="plan-map"]');
const pins = JSON.parse(document.getElementById("plan-pins").textContent);
const map = createMap(root);

for (const { at, numbers, names } of pins) {
  const drop = document.createElement("span");
  drop.className = "pin__drop";
  drop.textContent = numbers.join(", ");
  /** @type {L.PointTuple} */
  const size = [44, 54];
  const icon = L.divIcon({ html: drop, className: "pin", iconSize: size, iconAnchor: [22, 54] });
  L.marker(at, { icon, interactive: false, keyboard: false, alt: names.join(", ") }).addTo(map);
}
// without streets, the names of towns tell more from farther off
const { basemap, tiles } = root.dataset;
const maxZoom = basemap || tiles ? 16 : 13;
map.fitBounds(
  pins.map(({ at }) => at),
  { paddingTopLeft: [60, 80], paddingBottomRight: [60, 60], maxZoom, animate: false },
);
