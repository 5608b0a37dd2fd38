// The map's background: the water, every postcode a dot, and names. Or tiles, where set.

import { keepLabels } from "./label.js";
import { dots } from "./map-dots.js";
import { water } from "./map-water.js";

const { L } = window;
const DISTRICTS_FROM = 12; // zoom; further out a town's name tells more
const CREDIT =
  "Postcodes: ONS. Contains OS, Royal Mail and National Statistics data © Crown copyright " +
  "and database right, Open Government Licence v3.0. Shore: GSHHG, LGPL. Towns: GeoNames, CC BY 4.0";

/** `addresses`: the element's data, as templates/geography/background.html writes them. */
export function addBackground(map, { tiles, attribution, ...addresses }, credit) {
  if (!tiles) return draw(map, addresses, credit);
  const layer = L.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);
  // the map still reads when the tile server does not answer
  layer.once("tileerror", () => draw(map, addresses, credit));
}

function draw(map, addresses, credit) {
  const options = { minZoom: 5, maxZoom: 18, updateWhenZooming: false };
  water(addresses.water, options).addTo(map);
  dots(addresses.dots, options).addTo(map);
  credit.addAttribution(CREDIT);
  if (addresses.towns) writeNames(map, addresses);
}

/** Towns, the largest first, then postcode districts: as many as have room. */
async function writeNames(map, { towns, districts }) {
  const [large, small] = await Promise.all([
    fetchList(towns, "towns"),
    fetchList(districts, "districts"),
  ]);
  const labels = [
    ...large.map(([text, ...at]) => ({ text, at, className: "town" })),
    ...small.map(([text, ...at]) => ({ text, at, className: "district", from: DISTRICTS_FROM })),
  ];
  keepLabels(map, labels, { pane: "names", room: [110, 48] });
}

function fetchList(url, name) {
  return fetch(url)
    .then((response) => response.json())
    .then((answer) => answer[name])
    .catch(() => []);
}
