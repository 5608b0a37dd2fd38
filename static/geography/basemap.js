// Streets from a PMTiles file, which the browser reads by ranges of bytes and draws in our colours.

import { labelRules, paintRules } from "./basemap-style.js";

const { L } = window;
const FACE = '"Atkinson Hyperlegible Next"';

/** The layer, when the file could be read; what is outside its bounds it leaves to what is beneath.
 *  @param {{basemap: string, renderer: string, attribution: string}} addresses
 *  @param {{colour: Colour, names: boolean, ratio: number}} options  `colour`: a custom property's
 *  value; `names`: whether they are written; `ratio`: pixels drawn for one of the page */
export async function streets({ basemap, renderer, attribution }, { colour, names, ratio }) {
  await Promise.all([load(renderer), document.fonts.load(`16px ${FACE}`).catch(() => [])]);
  const draw = window.protomapsL;
  const { p: file } = new draw.PmtilesSource(basemap, true);
  const { minZoom, maxZoom, minLat, minLon, maxLat, maxLon } = await file.getHeader();
  quietly(file);
  return draw.leafletLayer({
    url: file,
    attribution: plain(attribution),
    bounds: L.latLngBounds([minLat, minLon], [maxLat, maxLon]),
    // a square of the file is as large as four that are drawn, and may say nothing of what lies
    // beyond the bounds
    minZoom: Math.max(minZoom, Math.round(Math.log2(360 / (maxLon - minLon)))) + 1,
    maxDataZoom: maxZoom,
    maxZoom: 18,
    updateWhenZooming: false,
    lang: "en",
    devicePixelRatio: ratio,
    backgroundColor: colour("--map-ground"),
    paintRules: paintRules(draw, colour),
    labelRules: names ? labelRules(draw, colour, FACE) : [],
  });
}

/** The renderer is a script of its own, not a module, and leaves a global.
 *  @param {string} url */
function load(url) {
  if (window.protomapsL) return;
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** What could not be fetched, with the line cut, is asked for again when the map moves there: no
 *  matter for the console. */
function quietly(file) {
  const get = file.getZxy.bind(file);
  file.getZxy = (...square) =>
    get(...square).catch(() => {
      throw new DOMException("", "AbortError");
    });
}

/** Leaflet takes an attribution as markup.
 *  @param {string} text */
function plain(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
