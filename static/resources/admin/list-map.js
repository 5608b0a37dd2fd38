// A list of entries on a map: a dot for each spot, which lists what is there.

import { createMap } from "../map.js";

const { L } = window;
const root = document.querySelector("[data-module=list-map]");
if (!root) throw new Error("list-map.js: no element with data-module=list-map");

const map = createMap(root);
const canvas = L.canvas({ padding: 0.3, tolerance: 8 });
const colour = getComputedStyle(root).getPropertyValue("--accent").trim();
const spots = new Map();
for (const pin of JSON.parse(document.getElementById("list-map-pins").textContent)) {
  const key = pin.at.join();
  spots.set(key, [...(spots.get(key) ?? []), pin]);
}

for (const pins of spots.values()) {
  const open = pins.some((pin) => pin.open);
  L.circleMarker(pins[0].at, {
    renderer: canvas,
    radius: Math.min(7 + pins.length, 14),
    color: "#fff",
    weight: 2,
    fillColor: open ? colour : "#6b7280",
    fillOpacity: 0.9,
  })
    .bindPopup(() => listOf(pins), { maxHeight: 260, minWidth: 220 })
    .addTo(map);
}
if (spots.size) {
  map.fitBounds(
    [...spots.values()].map(([pin]) => pin.at),
    { padding: [30, 30], maxZoom: 15, animate: false },
  );
}

function listOf(pins) {
  const list = document.createElement("ul");
  list.className = "list-map__list";
  for (const { name, address, open } of pins) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = open ? name : `${name} (closed)`;
    list.appendChild(document.createElement("li")).append(link);
  }
  return list;
}
