// Home, rings and pins. A pin lists everything at its address, and at others too near to tell apart.

import { label } from "./label.js";
import { calm } from "./map.js";

const { L } = window;
const PIN = [44, 54]; // pixels
const CLOSEST = 15;
const METRES_PER_DEGREE = 111195;
const BEARINGS = [45, 315, 135, 225, 0, 180, 90, 270]; // where a ring's label may stand, in degrees

/** Draws `data` (as resources/pins.py gives it) and returns what the list needs to keep in step.
 *  `onChoose(number)` is called for a pin's result that was pressed, `onPoint(number, on)` for all
 *  results of the pin under the pointer or the focus. */
export function drawPins(map, data, { onChoose, onPoint }) {
  const layer = L.layerGroup().addTo(map);
  const pins = L.layerGroup().addTo(layer);
  let markers = new Map();
  let chosen = new Set();
  show(map, data);
  drawHome(layer, data.home);
  for (const ring of data.rings) drawRing(map, layer, data.home, ring);

  const draw = () => {
    pins.clearLayers();
    markers = new Map();
    for (const stack of stacked(map, data.pins)) {
      const marker = drawPin(pins, stack, { onChoose, onPoint });
      for (const { number } of stack.results) markers.set(number, marker);
    }
    mark();
  };
  const mark = () => new Set(markers.values()).forEach((marker) => markChosen(marker, chosen));
  map.on("zoomend", draw);
  draw();
  return {
    point: (number, on) => paint(markers.get(number), "pin--pointed", on),
    mark: (numbers) => { chosen = numbers; mark(); },
    reveal: (number) => reveal(map, data.home, markers.get(number)),
    remove: () => { map.off("zoomend", draw); layer.remove(); },
  };
}

function drawHome(layer, home) {
  label(home, "home", "home", [-14, 12]).addTo(layer);
  label(home, "", "home__dot").setZIndexOffset(2000).addTo(layer);
}

function drawRing(map, layer, home, { metres, label: text }) {
  L.circle(home, { radius: metres, interactive: false, fill: false, className: "ring" }).addTo(layer);
  const spots = BEARINGS.map((bearing) => spot(home, metres, bearing));
  const inView = spots.find((at) => map.getBounds().pad(-0.08).contains(at)) ?? spots[0];
  label(inView, text, "ring__label", [-6, 12]).addTo(layer);
}

function spot([latitude, longitude], metres, bearing) {
  const degrees = metres / METRES_PER_DEGREE;
  const angle = (bearing * Math.PI) / 180;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return [latitude + degrees * Math.cos(angle), longitude + (degrees * Math.sin(angle)) / shrink];
}

/** Pins that would cover each other at this zoom become one, at the place of the first. */
function stacked(map, pins) {
  const stacks = [];
  for (const { at, results } of pins) {
    const point = map.latLngToLayerPoint(at);
    const near = stacks.find((stack) => stack.point.distanceTo(point) < PIN[0] * 0.8);
    if (near) near.results.push(...results);
    else stacks.push({ at, point, results: [...results] });
  }
  return stacks;
}

function drawPin(layer, { at, results }, { onChoose, onPoint }) {
  const drop = document.createElement("span");
  drop.className = "pin__drop";
  drop.textContent = results.length > 1 ? `${results[0].number}+` : String(results[0].number);
  const icon = L.divIcon({ html: drop, className: "pin", iconSize: PIN, iconAnchor: [PIN[0] / 2, PIN[1]] });
  const marker = L.marker(at, { icon, riseOnHover: true, results }).addTo(layer);
  const point = (on) => results.forEach(({ number }) => onPoint(number, on));
  if (results.length > 1) addList(marker, onChoose);
  else marker.on("click", () => onChoose(results[0].number));
  marker.on("mouseover", () => point(true)).on("mouseout", () => point(false));
  marker.getElement().addEventListener("focus", () => point(true));
  marker.getElement().addEventListener("blur", () => point(false));
  return marker;
}

/** Pressed, the pin lists its results; Escape leads back to the pin. */
function addList(marker, onChoose) {
  const list = document.createElement("ul");
  list.className = "list pin__list";
  for (const { number, name } of marker.options.results) {
    const button = document.createElement("button");
    button.className = "button button--quiet";
    button.textContent = `${number} ${name}`;
    button.addEventListener("click", () => { marker.closePopup(); onChoose(number); });
    list.appendChild(document.createElement("li")).append(button);
  }
  marker.bindPopup(list, { autoPanPadding: [10, 10], maxHeight: 260, minWidth: 220 });
  marker.on("popupopen", ({ popup }) => {
    popup.getElement().onkeydown = ({ key }) => { if (key === "Escape") marker.closePopup(); };
    list.querySelector("button").focus();
  });
  marker.on("popupclose", () => marker.getElement()?.focus());
}

function markChosen(marker, chosen) {
  const { results } = marker.options;
  const is = results.some(({ number }) => chosen.has(number));
  const names = results.map(({ number, name }) => `${number} ${name}${chosen.has(number) ? " (chosen)" : ""}`);
  marker.getElement().setAttribute("aria-label", names.join(", "));
  marker.getElement().classList.toggle("pin--chosen", is);
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
  map.fitBounds(bounds, { paddingTopLeft: [50, 70], paddingBottomRight: [50, 40], maxZoom: CLOSEST, animate: false });
}

function reveal(map, home, marker) {
  if (!marker) return;
  const at = marker.getLatLng();
  if (map.getBounds().pad(-0.05).contains(at)) return;
  map.fitBounds(L.latLngBounds([home, at]), { padding: [60, 80], maxZoom: CLOSEST, animate: !calm });
}
