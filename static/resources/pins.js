// Pins. A pin lists everything at its address, and at others too near to tell apart.
import { calm, cornerOf } from "./map.js";
import { drawAround } from "./rings.js";

const { L } = window;
/** @type {L.PointTuple} */
const PIN = [44, 54]; // pixels
const RAISED = 36; // where its number would be on home's dot
const CLOSEST = 15;
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Draws `data` (as resources/near/pins.py gives it) and returns what the list needs to keep in step.
 *  `onChoose(number)` is called for a pin's result that was pressed, `onPoint(number, on)` for all
 *  results of the pin under the pointer or the focus. */
export function drawPins(map, data, { onChoose, onPoint }) {
  const layer = L.layerGroup().addTo(map);
  const pins = L.layerGroup().addTo(layer);
  let markers = new Map();
  let chosen = new Set();
  const pointed = new Set(); // kept, because a closer look draws the pins anew
  show(map, data);
  const placeWords = drawAround(map, layer, data);
  const placeClear = () =>
    placeWords([...new Set(markers.values())].map((marker) => boxOf(map, marker)));

  const draw = () => {
    pins.clearLayers();
    markers = new Map();
    for (const stack of stacked(map, data.pins)) {
      const raised = isOnHome(map, data.home, stack.at);
      const marker = drawPin(pins, { ...stack, raised }, { onChoose, onPoint });
      for (const { number } of stack.results) markers.set(number, marker);
    }
    mark();
    for (const number of pointed) paint(markers.get(number), "pin--pointed", true);
    oneStop([...new Set(markers.values())].map((marker) => marker.getElement()));
  };
  const mark = () => {
    for (const marker of new Set(markers.values())) markChosen(marker, chosen);
  };
  map.on("zoomend", draw).on("moveend", placeClear);
  draw();
  placeClear();
  return {
    point: (number, on) => {
      pointed[on ? "add" : "delete"](number);
      paint(markers.get(number), "pin--pointed", on);
    },
    mark: (numbers) => {
      chosen = numbers;
      mark();
    },
    home: () => show(map, data),
    reveal: (number) => reveal(map, data.home, markers.get(number)),
    remove: () => {
      map.off("zoomend", draw).off("moveend", placeClear);
      layer.remove();
    },
  };
}

/** Pins are one stop of the Tab key; the arrow keys lead from one to the next. */
function oneStop(pins) {
  for (const [place, pin] of pins.entries()) {
    pin.tabIndex = place === 0 ? 0 : -1;
    pin.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      // the map would move
      event.preventDefault();
      event.stopPropagation();
      const next = pins[(place + step + pins.length) % pins.length];
      pin.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
}

/** What a pin covers: its point is at the bottom. */
function boxOf(map, marker) {
  const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
  return [x - PIN[0] / 2, y - marker.options.icon.options.iconSize[1], x + PIN[0] / 2, y];
}

/** Would a pin there have its number where home's dot is? */
function isOnHome(map, home, at) {
  const away = map.latLngToLayerPoint(at).subtract(map.latLngToLayerPoint(home));
  return Math.hypot(away.x, away.y - (PIN[1] - PIN[0] / 2)) < PIN[0] * 0.75;
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

function drawPin(layer, { at, results, raised }, { onChoose, onPoint }) {
  const drop = document.createElement("span");
  drop.className = "pin__drop";
  // "×3" is how many there are: "16+" would read as an age
  drop.textContent = results.length > 1 ? `×${results.length}` : String(results[0].number);
  drop.classList.toggle("pin__drop--stack", results.length > 1);
  const height = PIN[1] + (raised ? RAISED : 0);
  const icon = L.divIcon({
    html: drop,
    className: raised ? "pin pin--raised" : "pin",
    iconSize: [PIN[0], height],
    iconAnchor: [PIN[0] / 2, height],
  });
  /** @type {L.MarkerOptions & {results: object[]}} */
  const options = { icon, riseOnHover: true, results };
  const marker = L.marker(at, options).addTo(layer);
  const point = (on) => {
    for (const { number } of results) onPoint(number, on);
  };
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
    button.addEventListener("click", () => {
      marker.closePopup();
      onChoose(number);
    });
    list.appendChild(document.createElement("li")).append(button);
  }
  marker.bindPopup(list, { autoPanPadding: [10, 10], maxHeight: 260, minWidth: 220 });
  marker.on("popupopen", ({ popup }) => {
    popup.getElement().onkeydown = ({ key }) => {
      if (key === "Escape") marker.closePopup();
    };
    list.querySelector("button").focus();
  });
  marker.on("popupclose", () => marker.getElement()?.focus());
}

function markChosen(marker, chosen) {
  const { results } = marker.options;
  const is = results.some(({ number }) => chosen.has(number));
  const names = results.map(
    ({ number, name }) => `${number} ${name}${chosen.has(number) ? " (chosen)" : ""}`,
  );
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
  const fit = (left, top) => {
    // at the bottom over the credit
    const room = { paddingTopLeft: [left, top], paddingBottomRight: [50, 75] };
    map.fitBounds(bounds, { ...room, maxZoom: CLOSEST, animate: false });
  };
  fit(50, 70);
  // clear of the buttons, and no pin cut off
  const [width, height] = cornerOf(map);
  const isUnder = ({ x, y }) => x - PIN[0] / 2 < width && y - PIN[1] < height;
  const left = near.some((at) => isUnder(map.latLngToContainerPoint(at)));
  const raised = near.some((at) => isOnHome(map, home, at));
  if (left || raised) fit(left ? width + PIN[0] / 2 : 50, raised ? 70 + RAISED : 70);
}

function reveal(map, home, marker) {
  if (!marker) return;
  const at = marker.getLatLng();
  if (map.getBounds().pad(-0.05).contains(at)) return;
  map.fitBounds(L.latLngBounds([home, at]), {
    padding: [60, 80],
    maxZoom: CLOSEST,
    animate: !calm,
  });
}
