// The area that an entry serves, on a map: its corners set by clicks and moved by dragging or by the
// keys, or all that is within some miles of its place. What is drawn is saved with the form.

import { createMap } from "../map.js";
import { keepCorners } from "./corners.js";

const { L } = /** @type {any} */ (window); // with leaflet.draw, which has no types
const MILES_PER_DEGREE = 69.1; // of latitude
const CORNERS = 24; // of a round area
const MOST_MOVABLE = 300; // corners: each is an element

// Leaflet would make a button of each corner, and of each middle between two: see corners.js.
L.Marker.mergeOptions({ keyboard: false });

function start(root) {
  const field = root.querySelector(".area__value");
  const map = createMap(root.querySelector(".area__map"));
  const colour = getComputedStyle(root.querySelector(".area__map")).getPropertyValue("--accent");
  const style = { color: colour.trim(), weight: 3, fillOpacity: 0.15 };
  const shapes = L.featureGroup().addTo(map);
  const pen = new L.Draw.Polygon(map, {
    allowIntersection: false,
    shapeOptions: style,
    icon: new L.DivIcon({ className: "area__corner", iconSize: [18, 18] }),
  });

  const say = (words) => {
    root.querySelector(".area__status").textContent = words;
  };

  function save() {
    const coordinates = shapes.getLayers().map((one) => one.toGeoJSON(6).geometry.coordinates);
    field.value = coordinates.length ? JSON.stringify({ type: "MultiPolygon", coordinates }) : "";
  }

  const nameCorners = keepCorners(map, shapes, { save, say });

  function add(shape) {
    shapes.addLayer(shape);
    if (shape.getLatLngs().flat(3).length > MOST_MOVABLE) return;
    shape.editing.enable();
    shape.on("edit", save);
    shape.on("edit", nameCorners);
    nameCorners();
  }

  function clear() {
    for (const shape of shapes.getLayers()) shape.editing.disable();
    shapes.clearLayers();
    nameCorners();
    save();
  }

  const show = () => {
    map.invalidateSize({ animate: false });
    const [place] = placesOf(field.form);
    if (shapes.getLayers().length) map.fitBounds(shapes.getBounds(), { animate: false });
    else if (place) map.setView(place, 11, { animate: false });
  };

  const actions = {
    draw() {
      pen.enable();
      say("Click each corner on the map, and the first one again to finish.");
    },
    round() {
      const [place] = placesOf(field.form);
      const miles = Number(root.querySelector("[data-area=miles]").value);
      if (!place || !(miles > 0)) {
        say(place ? "Say how many miles." : "Put the pin of its place on the map first.");
        return;
      }
      clear();
      add(L.polygon(circle(place, miles), style));
      save();
      show();
      say(`All within ${miles} miles of its place. It is kept when you save.`);
    },
    clear() {
      pen.disable();
      clear();
      say("No area is drawn.");
    },
  };

  map.on("draw:created", ({ layer }) => {
    add(layer);
    save();
    say("The area is drawn: drag its corners, or move them by the keys. It is kept when you save.");
  });
  for (const [name, act] of Object.entries(actions)) {
    root.querySelector(`[data-area=${name}]`).addEventListener("click", act);
  }
  for (const rings of field.value ? JSON.parse(field.value).coordinates : []) {
    add(L.polygon(L.GeoJSON.coordsToLatLngs(rings, 1), style));
  }
  root.closest("details")?.addEventListener("toggle", show);
  show();
}

/** Where its places are, by their pins in the same form. */
function placesOf(form) {
  return [...form.querySelectorAll(".pin__value")]
    .filter((pin) => pin.value)
    .map((pin) => L.GeoJSON.coordsToLatLng(JSON.parse(pin.value).coordinates));
}

function circle({ lat, lng }, miles) {
  const degrees = miles / MILES_PER_DEGREE;
  const wider = 1 / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (corner * 2 * Math.PI) / CORNERS;
    return L.latLng(lat + degrees * Math.cos(angle), lng + degrees * wider * Math.sin(angle));
  });
}

for (const root of document.querySelectorAll("[data-module=area]")) start(root);
