// A map with one pin, beside the postcode that puts it there. Dragging, clicking or the arrow keys
// move it; what is in the hidden field is saved with the form; the server says where it came from.

import { createMap } from "../map.js";
import { ask } from "./ask.js";

const { L } = window;
const NUDGE = 8; // pixels for an arrow key
const STREET = 16; // zoom at which a house can be told from its neighbour
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function start(root) {
  const field = root.querySelector(".pin__value");
  const sibling = (name) => document.getElementById(field.id.replace(/point$/, name));
  const locateAt = root.dataset.locate;
  const status = root.querySelector(".pin__status");
  const map = createMap(root.querySelector(".pin__map"));
  const icon = L.divIcon({ className: "pin__marker", iconSize: [30, 42], iconAnchor: [15, 42] });
  const marker = L.marker(map.getCenter(), {
    icon,
    draggable: true,
    keyboard: true,
    title: "The pin",
  });

  const say = (words) => {
    status.textContent = words;
  };

  function put(place, words) {
    marker.setLatLng(place);
    if (!map.hasLayer(marker)) {
      marker.addTo(map);
      marker.getElement().setAttribute("aria-label", "The pin. The arrow keys move it.");
    }
    const { lat, lng } = marker.getLatLng();
    field.value = JSON.stringify({ type: "Point", coordinates: [round(lng), round(lat)] });
    if (words) say(words);
  }

  function byHand(place) {
    put(place, "The pin was placed by hand. It is kept when you save.");
  }

  async function locate(place) {
    if (!place.trim()) return;
    say("Looking …");
    const found = await ask(locateAt, { place }, root.closest("form"));
    if (found.error) {
      say(`${found.error} Click the map to place the pin by hand.`);
      return;
    }
    /** @type {L.LatLngTuple} */
    const spot = [found.latitude, found.longitude];
    put(spot, `The pin is at ${found.postcode || "the address"} (${found.source}).`);
    map.setView(spot, STREET);
  }

  marker.on("dragend", () => byHand(marker.getLatLng()));
  map.on("click", (event) => byHand(event.latlng));
  root.addEventListener(
    "keydown",
    (event) => {
      const arrow = event.target === marker.getElement() && ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      event.stopPropagation();
      const step = L.point(arrow).multiplyBy(NUDGE);
      byHand(map.layerPointToLatLng(map.latLngToLayerPoint(marker.getLatLng()).add(step)));
    },
    true,
  );
  sibling("postcode").addEventListener("change", (event) => locate(event.target.value));
  root.querySelector("[data-pin=remove]").addEventListener("click", () => {
    marker.remove();
    field.value = "";
    say("There is no pin.");
  });
  root.querySelector("[data-pin=search]")?.addEventListener("click", () => {
    locate([sibling("address").value, sibling("town").value].filter(Boolean).join(", "));
  });

  const saved = field.value && JSON.parse(field.value).coordinates;
  if (saved) {
    put([saved[1], saved[0]]);
    map.setView([saved[1], saved[0]], STREET);
  } else {
    say("There is no pin yet. Type the postcode, or click the map.");
  }
}

const round = (degrees) => Math.round(degrees * 1e6) / 1e6;

function startAll(within) {
  for (const root of within.querySelectorAll("[data-module=pin]")) {
    // the form that Django copies for "Add another" is not a place
    if (!root.closest(".empty-form") && !root.querySelector(".leaflet-container")) start(root);
  }
}

startAll(document);
document.addEventListener("formset:added", (event) => startAll(event.target));
