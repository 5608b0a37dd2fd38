// Every postcode a pale dot, fewer of them further out, and the districts' names.

import { label } from "./label.js";

const { L } = window;
// Zooms of the squares that the server gives dots for, and how many steps each is across.
/** @type {[number, number][]} */
const LEVELS = [
  [13, 4096],
  [10, 512],
  [7, 512],
];
const FURTHER_OUT = 1; // a square is drawn up to this many zooms further out than its own
const LABELS_FROM = 9; // further out a district's name tells nobody anything

/** @type {new (options: L.GridLayerOptions & {url: string}) => L.GridLayer} */
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
    const level = levelOf(coords.z);
    Promise.all(
      squaresOf(coords, level[0]).map((square) =>
        this.load(level[0], square).then((dots) =>
          draw(context, dots, { square, level, coords, size }),
        ),
      ),
    ).then(
      () => done(null, tile),
      (error) => done(error, tile),
    );
    return tile;
  },

  load(zoom, { x, y }) {
    this.loaded ??= new Map();
    const url = this.options.url.replace("/0/0/0/", `/${zoom}/${x}/${y}/`);
    if (!this.loaded.has(url)) this.loaded.set(url, fetchDots(url));
    return this.loaded.get(url);
  },
});

async function fetchDots(url) {
  const response = await fetch(url);
  if (!response.ok) return new Uint16Array();
  return new Uint16Array(await response.arrayBuffer());
}

/** The level whose squares a tile is drawn from: [zoom, steps]. */
export function levelOf(z) {
  return LEVELS.find(([zoom]) => z >= zoom - FURTHER_OUT) ?? LEVELS.at(-1);
}

/** The data squares under a tile: the one it lies in, or those it is made of. */
export function squaresOf({ x, y, z }, zoom) {
  const closer = z - zoom;
  if (closer >= 0) return [{ x: x >> closer, y: y >> closer }];
  const across = 2 ** -closer;
  return Array.from({ length: across * across }, (_, i) => ({
    x: x * across + (i % across),
    y: y * across + Math.floor(i / across),
  }));
}

/** Larger the closer one looks, so that streets and parks go on showing. */
export function radiusOf(z) {
  return z < 11 ? 0.7 : Math.min(0.9 + (z - 11) * 0.75, 4);
}

function draw(context, dots, { square, level: [zoom, steps], coords, size }) {
  const scale = 2 ** (coords.z - zoom);
  const radius = radiusOf(coords.z);
  context.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    const x = ((square.x + dots[i] / steps) * scale - coords.x) * size.x;
    const y = ((square.y + dots[i + 1] / steps) * scale - coords.y) * size.y;
    if (x < -radius || y < -radius || x > size.x + radius || y > size.y + radius) continue;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
}

/** Names of postcode districts, the largest first, as many as have room. */
export async function districtLabels(map, url) {
  const districts = await fetch(url)
    .then((response) => response.json())
    .then((answer) => answer.districts)
    .catch(() => []);
  keepLabels(map, districts, { className: "district", room: [84, 44], from: LABELS_FROM });
}

/** Labels ([text, latitude, longitude], the most important first): as many as have room, at every
 *  zoom from `from` on. They are only looked at. */
export function keepLabels(map, labels, { className, room, from = 0 }) {
  map.createPane(className).setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  const redraw = () => {
    layer.clearLayers();
    if (map.getZoom() < from) return;
    for (const [text, ...at] of withRoom(map, labels, room)) {
      const marker = label(at, text, className);
      marker.options.pane = className;
      layer.addLayer(marker);
    }
  };
  map.on("moveend", redraw);
  redraw();
}

function withRoom(map, labels, [width, height]) {
  const bounds = map.getBounds();
  const taken = [];
  return labels.filter(([, ...at]) => {
    if (!bounds.contains(at)) return false;
    const point = map.latLngToContainerPoint(at);
    const crowded = taken.some(
      (other) => Math.abs(other.x - point.x) < width && Math.abs(other.y - point.y) < height,
    );
    if (!crowded) taken.push(point);
    return !crowded;
  });
}
