// What is missing, as circles: the larger, the more often it was looked for.

import { keepLabels } from "../geography/label.js";
import { createMap } from "./map.js";

const { L } = window;
const SMALLEST = 12; // pixels
const element = document.querySelector('[data-module="unmet-needs"]');
if (!element) throw new Error('unmet_needs.js: no element with data-module="unmet-needs"');
const map = createMap(element);
const districts = JSON.parse(document.getElementById("needs-data").textContent);

const labels = []; // the districts with the most need come first
for (const { name, at, missing } of districts) {
  const count = missing.reduce((sum, each) => sum + each.count, 0);
  const radius = Math.max(SMALLEST, 4 * Math.sqrt(count));
  const list = document.createElement("ul");
  for (const each of missing) {
    list.appendChild(document.createElement("li")).textContent = `${each.interest}: ${each.count}`;
  }
  L.circleMarker(at, { radius, className: "needs__circle" }).bindTooltip(list).addTo(map);
  labels.push({ text: `${name} · ${count}`, at, className: "needs__label" });
}
if (districts.length) {
  map.fitBounds(
    districts.map(({ at }) => at),
    { padding: [60, 60], maxZoom: 12, animate: false },
  );
}
keepLabels(map, labels, { pane: "needs", room: [100, 28] });
