// Every postcode a pale dot at street zooms; the districts' names further out.

import { label } from "./label.js";

const { L } = window;
const DATA_ZOOM = 13; // of the squares that the server gives dots for
const STEPS = 4096; // across such a square
const LABELS_UP_TO = 11;
const ROOM = [84, 44]; // pixels that a label needs for itself

export const Dots = L.GridLayer.extend({
  createTile(coords, done) {
    const tile = document.createElement("canvas");
    const size = this.getTileSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    tile.width = size.x * ratio;
    tile.height = size.y * ratio;
    const context = tile.getContext("2d");
    context.scale(ratio, ratio);
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--map-dot");
    Promise.all(squaresOf(coords).map((square) => this.load(square).then((dots) => draw(context, dots, square, coords, size))))
      .then(() => done(null, tile), (error) => done(error, tile));
    return tile;
  },

  load({ x, y }) {
    this.loaded ??= new Map();
    const url = this.options.url.replace("/0/0/", `/${x}/${y}/`);
    if (!this.loaded.has(url)) this.loaded.set(url, fetchDots(url));
    return this.loaded.get(url);
  },
});

async function fetchDots(url) {
  const response = await fetch(url);
  if (!response.ok) return new Uint16Array();
  return new Uint16Array(await response.arrayBuffer());
}

/** The data squares under a tile: the one it lies in, or the four it is made of. */
export function squaresOf({ x, y, z }) {
  const closer = z - DATA_ZOOM;
  if (closer >= 0) return [{ x: x >> closer, y: y >> closer }];
  const across = 2 ** -closer;
  return Array.from({ length: across * across }, (_, i) => (
    { x: x * across + (i % across), y: y * across + Math.floor(i / across) }));
}

function draw(context, dots, square, coords, size) {
  const scale = 2 ** (coords.z - DATA_ZOOM);
  const radius = Math.min(1 + (coords.z - 12) * 0.7, 4);
  context.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    const x = ((square.x + dots[i] / STEPS) * scale - coords.x) * size.x;
    const y = ((square.y + dots[i + 1] / STEPS) * scale - coords.y) * size.y;
    if (x < -radius || y < -radius || x > size.x + radius || y > size.y + radius) continue;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
}

/** Names of postcode districts, the largest first, as many as have room. */
export function districtLabels(map, url) {
  const pane = map.createPane("districts");
  pane.setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  let districts = null;
  const redraw = async () => {
    layer.clearLayers();
    if (map.getZoom() > LABELS_UP_TO) return;
    districts ??= fetch(url).then((response) => response.json()).then((answer) => answer.districts);
    const all = await districts.catch(() => []);
    layer.clearLayers();
    for (const [name, ...at] of withRoom(map, all)) {
      const marker = label(at, name, "district");
      marker.options.pane = "districts";
      layer.addLayer(marker);
    }
  };
  map.on("moveend", redraw);
  redraw();
}

function withRoom(map, districts) {
  const bounds = map.getBounds();
  const taken = [];
  return districts.filter(([, ...at]) => {
    if (!bounds.contains(at)) return false;
    const point = map.latLngToContainerPoint(at);
    const crowded = taken.some((other) => (
      Math.abs(other.x - point.x) < ROOM[0] && Math.abs(other.y - point.y) < ROOM[1]));
    if (!crowded) taken.push(point);
    return !crowded;
  });
}
