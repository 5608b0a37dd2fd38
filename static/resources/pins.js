// Home, rings and pins. A pin stands for one address and lists everything that is there.

import { label } from "./label.js";
import { calm } from "./map.js";

const { L } = window;
const PIN = [44, 54];
const CLOSEST = 15;

/** Draws `data` (as resources/pins.py gives it) and returns what the list needs to keep in step. */
export function drawPins(map, data, { onChoose, onPoint }) {
  const layer = L.layerGroup().addTo(map);
  for (const ring of data.rings) drawRing(layer, data.home, ring);
  layer.addLayer(label(data.home, "home", "home", [-14, 12]));
  layer.addLayer(L.circleMarker(data.home, { radius: 8, className: "home__dot", interactive: false }));
  const markers = new Map();
  for (const pin of data.pins) {
    const marker = drawPin(layer, pin, { onChoose, onPoint });
    for (const { number } of pin.results) markers.set(number, marker);
  }
  show(map, data);
  return {
    markers,
    point: (number, on) => paint(markers.get(number), "pin--pointed", on),
    mark: (chosen) => markChosen(data.pins, markers, chosen),
    reveal: (number) => reveal(map, data.home, markers.get(number)),
    remove: () => layer.remove(),
  };
}

function drawRing(layer, home, { metres, label: text }) {
  L.circle(home, { radius: metres, interactive: false, fill: false, className: "ring" }).addTo(layer);
  const [south, east] = home;
  const north = south + (metres / 111195) * Math.SQRT1_2;
  const away = east + (metres / 111195 / Math.cos((south * Math.PI) / 180)) * Math.SQRT1_2;
  layer.addLayer(label([north, away], text, "ring__label", [-6, 12]));
}

function drawPin(layer, pin, { onChoose, onPoint }) {
  const element = document.createElement("span");
  element.className = "pin__drop";
  element.textContent = numbersOf(pin);
  const icon = L.divIcon({ html: element, className: "pin", iconSize: PIN, iconAnchor: [PIN[0] / 2, PIN[1]] });
  const marker = L.marker(pin.at, { icon, riseOnHover: true }).addTo(layer);
  const several = pin.results.length > 1;
  const pointAll = (on) => pin.results.forEach(({ number }) => onPoint(number, on));
  name(marker, pin, "");
  if (several) marker.bindPopup(() => listOf(pin, marker, onChoose), { autoPanPadding: [20, 20] });
  marker.on("popupopen", ({ popup }) => popup.getElement().querySelector("button").focus());
  marker.on("popupclose", () => marker.getElement()?.focus());
  if (!several) marker.on("click", () => onChoose(pin.results[0].number));
  marker.on("mouseover", () => pointAll(true)).on("mouseout", () => pointAll(false));
  marker.getElement().addEventListener("focus", () => pointAll(true));
  marker.getElement().addEventListener("blur", () => pointAll(false));
  return marker;
}

/** "3", or "3 +" where there is more at the address. */
function numbersOf({ results }) {
  return results.length > 1 ? `${results[0].number}+` : String(results[0].number);
}

function name(marker, { results }, word) {
  const names = results.map((result) => `${result.number} ${result.name}`).join(", ");
  marker.getElement().setAttribute("aria-label", names + word);
}

function listOf({ results }, marker, onChoose) {
  const list = document.createElement("ul");
  list.className = "list pin__list";
  for (const result of results) {
    const button = document.createElement("button");
    button.className = "button button--quiet";
    button.textContent = `${result.number} ${result.name}`;
    button.addEventListener("click", () => {
      marker.off("popupclose").closePopup();
      onChoose(result.number);
      marker.on("popupclose", () => marker.getElement()?.focus());
    });
    list.appendChild(document.createElement("li")).append(button);
  }
  return list;
}

function markChosen(pins, markers, chosen) {
  for (const pin of pins) {
    const marker = markers.get(pin.results[0].number);
    const is = pin.results.some(({ number }) => chosen.has(number));
    paint(marker, "pin--chosen", is);
    name(marker, pin, is ? ", chosen" : "");
  }
}

function paint(marker, className, on) {
  if (!marker) return;
  marker.getElement().classList.toggle(className, on);
  marker.setZIndexOffset(on ? 1000 : 0);
}

/** Home and what is in range fill the map; with nothing in range, the range itself. */
function show(map, { home, pins, rings }) {
  const range = rings[rings.length - 1].metres;
  const near = pins.map(({ at }) => at).filter((at) => map.distance(home, at) <= range);
  const bounds = near.length ? L.latLngBounds([home, ...near]) : L.latLng(home).toBounds(2 * range);
  map.fitBounds(bounds, { paddingTopLeft: [50, 80], paddingBottomRight: [50, 40], maxZoom: CLOSEST, animate: false });
}

function reveal(map, home, marker) {
  if (!marker) return;
  const at = marker.getLatLng();
  if (!map.getBounds().pad(-0.05).contains(at)) {
    map.fitBounds(L.latLngBounds([home, at]), { padding: [60, 80], maxZoom: CLOSEST, animate: !calm });
  }
}
