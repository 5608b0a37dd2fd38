// What of a basemap is drawn and how, in our colours: for files by the schemes of OS Open Zoomstack,
// Protomaps and OpenMapTiles, which call the same things by different names.

// What a street is, by its `kind`, `class` or `type`.
const STREETS = {
  motorway: ["Motorway", "highway", "motorway"],
  main: ["Primary", "A Road", "B Road", "major_road", "trunk", "primary", "secondary", "tertiary"],
  minor: ["Minor", "Local", "Restricted", "minor_road", "minor", "service", "busway"],
  path: ["path", "track"],
  rail: ["rail", "transit"],
};
const STREET_OF = invert(STREETS);
const STREET_LAYERS = ["roads", "transportation"];
const NAME_LAYERS = ["roads", "transportation_name"];

// Pixels across, from the zoom on at which each is drawn first.
const WIDTHS = {
  motorway: pairs({ 6: 0.8, 10: 2, 13: 4, 15: 8, 18: 22 }),
  main: pairs({ 8: 0.6, 11: 1.6, 13: 3.2, 15: 8, 18: 22 }),
  minor: pairs({ 13: 1, 14: 2.4, 15: 5, 18: 16 }),
  path: pairs({ 14: 0.8, 18: 2.5 }),
  rail: pairs({ 10: 0.6, 14: 1.4, 18: 2.5 }),
  stream: pairs({ 9: 0.6, 13: 1.5, 18: 5 }),
};
const EDGE = pairs({ 13: 1, 15: 2.4, 18: 4 }); // of a street, both sides together

const GREEN = new Set(
  (
    "park national_park nature_reserve cemetery allotments village_green playground garden " +
    "recreation_ground pitch golf_course forest wood scrub grass grassland meadow"
  ).split(" "),
);
// Whose layers are green throughout; and those that hold other ground too.
const GREEN_LAYERS = ["national_parks", "greenspaces", "woodland", "park"];
const MIXED_LAYERS = ["landcover", "landuse"];
const WATER_LAYERS = ["sea", "surfacewater", "water"];
const STREAM_LAYERS = ["waterlines", "waterway", "water"];
const BUILDING_LAYERS = ["buildings", "building"];

const PLACE_LAYERS = ["names", "places", "place"];
const PLACES = new Set(
  (
    "City|Town|Village|Suburban Area|Hamlet|Small Settlements|locality|neighbourhood|city|town|" +
    "village|suburb|hamlet|quarter"
  ).split("|"),
);
const STATION_LAYERS = ["railway_stations", "pois", "poi"];
const STATIONS = new Set(["station", "railway"]);
/** From here on the file's own names of places are written; further out the towns that we know. */
export const PLACES_FROM = 13;

const LINE = 2; // kinds of geometry in a vector tile
const POLYGON = 3;

/** @param {Renderer} draw @param {Colour} colour */
export function paintRules(draw, colour) {
  const area = (property) => new draw.PolygonSymbolizer({ fill: colour(property) });
  const line = (property, kind, edge = (_) => 0) => {
    const width = draw.linear(WIDTHS[kind]);
    return new draw.LineSymbolizer({
      color: colour(property),
      width: (z) => width(z) + edge(z),
      lineJoin: "round",
      lineCap: "round",
    });
  };
  const street = (kind, symbolizer, minzoom = WIDTHS[kind][0][0]) =>
    rules(STREET_LAYERS, { minzoom, symbolizer, filter: isStreet(kind) });
  const kinds = ["minor", "main", "motorway"];
  const rail = line("--map-rail", "rail");
  return [
    ...rules(GREEN_LAYERS, { symbolizer: area("--map-green"), filter: isArea }),
    ...rules(MIXED_LAYERS, { symbolizer: area("--map-green"), filter: isGreen }),
    ...rules(WATER_LAYERS, { symbolizer: area("--map-water"), filter: isArea }),
    ...rules(STREAM_LAYERS, {
      minzoom: 9,
      symbolizer: line("--map-water", "stream"),
      filter: (_, { geomType }) => geomType === LINE,
    }),
    ...rules(BUILDING_LAYERS, { minzoom: 14, symbolizer: area("--map-building"), filter: isArea }),
    ...street("path", line("--map-street-edge", "path")),
    ...kinds.flatMap((kind) =>
      street(kind, line("--map-street-edge", kind, draw.linear(EDGE)), EDGE[0][0]),
    ),
    ...kinds.flatMap((kind) => street(kind, line(`--map-${kind}`, kind))),
    ...street("rail", rail),
    ...rules(["rail"], { minzoom: WIDTHS.rail[0][0], symbolizer: rail }),
  ];
}

/** The most important first: as many are written as have room.
 *  @param {Renderer} draw @param {Colour} colour @param {string} face */
export function labelRules(draw, colour, face) {
  const look = (size, weight = 400) => ({
    font: `${weight} ${size}px ${face}, sans-serif`,
    fill: colour("--map-name"),
    stroke: colour("--map-ground"),
    width: 3,
  });
  const centred = (size, weight, names) =>
    new draw.CenteredTextSymbolizer({ ...look(size, weight), labelProps: names, lineHeight: 1.4 });
  const along = (size, names) =>
    new draw.LineLabelSymbolizer({
      ...look(size),
      labelProps: names,
      // on the street itself
      position: draw.LineLabelPlacement.Center,
      repeatDistance: 400,
    });
  return [
    ...rules(PLACE_LAYERS, {
      minzoom: PLACES_FROM,
      symbolizer: centred(18, 700, ["name", "name1"]),
      filter: (_, { props }) => PLACES.has(props.type ?? props.kind ?? props.class),
    }),
    ...rules(STATION_LAYERS, {
      minzoom: 14,
      symbolizer: centred(16, 700, ["name", "name1"]),
      filter: (_, { props }) => isStation(props),
    }),
    ...["motorway", "main"].flatMap((kind) =>
      rules(NAME_LAYERS, {
        minzoom: 14,
        symbolizer: along(16, ["name", "name1", "number", "ref"]),
        filter: isStreet(kind),
      }),
    ),
    ...rules(NAME_LAYERS, {
      minzoom: 15,
      symbolizer: along(16, ["name", "name1"]),
      filter: isStreet("minor"),
    }),
  ];
}

const rules = (layers, rule) => layers.map((dataLayer) => ({ dataLayer, ...rule }));

const isArea = (_, { geomType }) => geomType === POLYGON;

function isGreen(_, { geomType, props }) {
  return geomType === POLYGON && (GREEN.has(props.kind) || GREEN.has(props.class));
}

function isStreet(kind) {
  return (_, { props }) => (STREET_OF[props.kind ?? props.class ?? props.type] ?? "") === kind;
}

/** A layer of stations has no kind: OS Open Zoomstack's type there is that of the railway. */
function isStation({ kind, class: group }) {
  return kind === undefined && group === undefined ? true : STATIONS.has(kind ?? group);
}

function pairs(byZoom) {
  return Object.entries(byZoom).map(([zoom, width]) => [Number(zoom), width]);
}

function invert(groups) {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([group, members]) => members.map((one) => [one, group])),
  );
}
