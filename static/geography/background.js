// The map's background: the water, every postcode a dot, and names; over these the streets of a
// basemap's file, where set. Or tiles.

import { streets } from "./basemap.js";
import { PLACES_FROM } from "./basemap-style.js";
import { keepLabels } from "./label.js";
import { dots } from "./map-dots.js";
import { water } from "./map-water.js";

const { L } = window;
const DISTRICTS_FROM = 12; // zoom; further out a town's name tells more
const CREDIT =
  "Postcodes: ONS. Contains OS, Royal Mail and National Statistics data © Crown copyright " +
  "and database right, Open Government Licence v3.0. Shore and rivers: GSHHG, LGPL. Towns: GeoNames, CC BY 4.0";

/** `addresses`: the element's data, as templates/geography/background.html writes them. */
export function addBackground(map, addresses, credit) {
  const { tiles, attribution } = addresses;
  if (!tiles) return draw(map, addresses, credit);
  const layer = L.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);
  // the map still reads when the tile server does not answer
  layer.once("tileerror", () => draw(map, addresses, credit));
}

async function draw(map, addresses, credit) {
  // paper asks for more than a screen has
  const ratio = Number(addresses.ratio ?? window.devicePixelRatio);
  const options = { minZoom: 5, maxZoom: 18, updateWhenZooming: false, ratio };
  water(addresses.water, options).addTo(map);
  dots(addresses.dots, options).addTo(map);
  credit.addAttribution(CREDIT);
  const drawn = addresses.basemap && (await addStreets(map, addresses, ratio));
  if (addresses.towns) writeNames(map, addresses, drawn?.options.bounds);
}

/** Nothing where the file does not answer: the map reads without. */
async function addStreets(map, addresses, ratio) {
  const look = getComputedStyle(map.getContainer());
  const colour = (name) => look.getPropertyValue(name).trim();
  const names = Boolean(addresses.towns);
  const layer = await streets(addresses, { colour, names, ratio }).catch(() => null);
  return layer?.addTo(map);
}

/** Towns, the largest first, then postcode districts: as many as have room. Where streets are drawn,
 *  the names beside them are the file's. */
async function writeNames(map, { towns, districts }, streetsIn) {
  const [large, small] = await Promise.all([
    fetchList(towns, "towns"),
    fetchList(districts, "districts"),
  ]);
  const labels = [
    ...large.map(([text, ...at]) => ({ text, at, className: "town" })),
    ...small.map(([text, ...at]) => ({ text, at, className: "district", from: DISTRICTS_FROM })),
  ];
  const isOurs = ({ at }, zoom) => zoom < PLACES_FROM || !streetsIn?.contains(at);
  keepLabels(map, labels, { pane: "names", room: [110, 48], isShown: isOurs });
}

function fetchList(url, name) {
  return fetch(url)
    .then((response) => response.json())
    .then((answer) => answer[name])
    .catch(() => []);
}
