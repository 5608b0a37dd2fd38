// Home and the rings of distance round it. Their words stand where no pin covers them.

import { label } from "../geography/label.js";
import { cornerOf } from "./map.js";

const { L } = window;
const METRES_PER_DEGREE = 111195;
// Where on its ring a label may stand, in degrees: beside and above rather than below.
const BEARINGS = [45, 315, 60, 300, 30, 330, 0, 90, 270, 120, 240, 135, 225, 150, 210, 180];
const LETTER = [10, 26]; // pixels: about as much room as a letter takes
const FROM_HOME = 16; // from the middle of home's dot to its word

/** Draws both on `layer` and returns what puts their words where there is room: `place(pins)`, with
 *  the pins' boxes as [left, top, right, bottom] in the map's pixels. */
export function drawAround(map, layer, { home, rings }) {
  // over the rings, under the pins
  if (!map.getPane("rings")) map.createPane("rings").style.zIndex = 450;
  for (const { metres } of rings) {
    L.circle(home, { radius: metres, interactive: false, fill: false, className: "ring" }).addTo(
      layer,
    );
  }
  label(home, "", "home__dot").setZIndexOffset(2000).addTo(layer);
  const words = L.layerGroup().addTo(layer);
  return (pins) => {
    words.clearLayers();
    const taken = [...pins, around(map.latLngToContainerPoint(home), [20, 20])];
    const { x, y } = firstFree(homeSpots(map, home), "home", taken) ?? homeSpots(map, home)[0];
    write(map, words, { x, y, text: "home", className: "home" });
    taken.push(around({ x, y }, room("home")));
    for (const ring of rings) placeRing(map, words, { home, ring, taken });
  };
}

function placeRing(map, words, { home, ring: { metres, label: text }, taken }) {
  const inView = BEARINGS.map((bearing) =>
    map.latLngToContainerPoint(spot(home, metres, bearing)),
  ).filter((point) => isInView(map, point, room(text)));
  const point = firstFree(inView, text, taken);
  if (!point) return;
  write(map, words, { ...point, text, className: "ring__label" });
  taken.push(around(point, room(text)));
}

function homeSpots(map, home) {
  const { x, y } = map.latLngToContainerPoint(home);
  const [width, height] = room("home");
  const aside = FROM_HOME + width / 2;
  const above = FROM_HOME + height / 2;
  const corners = [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ].map(([right, down]) => ({ x: x + right * aside, y: y + down * above }));
  return [
    { x: x + aside, y },
    { x: x - aside, y },
    { x, y: y + above },
    { x, y: y - above },
    ...corners,
  ];
}

function write(map, words, { x, y, text, className }) {
  const marker = label(map.containerPointToLatLng([x, y]), text, className);
  if (className === "home") marker.setZIndexOffset(2000);
  else marker.options.pane = "rings";
  words.addLayer(marker);
}

function firstFree(points, text, taken) {
  return points.find((point) => !taken.some((box) => overlap(around(point, room(text)), box)));
}

export function around({ x, y }, [width, height]) {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

export function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** @returns {[number, number]} width and height */
const room = (text) => [text.length * LETTER[0], LETTER[1]];

/** Clear of the edge, of the buttons at the top left and of the credit at the bottom. */
function isInView(map, point, [width, height]) {
  const size = map.getSize();
  const [left, top, right, bottom] = around(point, [width, height]);
  const corner = cornerOf(map);
  const onButtons = left < corner[0] && top < corner[1];
  return left > 4 && top > 4 && right < size.x - 4 && bottom < size.y - 50 && !onButtons;
}

function spot([latitude, longitude], metres, bearing) {
  const degrees = metres / METRES_PER_DEGREE;
  const angle = (bearing * Math.PI) / 180;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return [latitude + degrees * Math.cos(angle), longitude + (degrees * Math.sin(angle)) / shrink];
}
