// Layers drawn from what the server gives by the squares of the web map grid.

const { L } = window;
// Zooms of the squares that there are, and from which zoom of the map on each is drawn.
const ZOOMS = [
  [13, 12],
  [10, 9],
  [7, 7],
  [5, 0],
];

/** A layer that draws on each tile what `draw(context, numbers, toTile, zoom)` makes of a square's
 *  16-bit numbers; `toTile` takes a share of the square (0 to 1, right and down) to a tile's pixels.
 *  `url` is that of the square 0/0/0, `colour` the name of a custom property, `ratio` how many
 *  pixels are drawn for one of the page.
 *  @type {new (options: L.GridLayerOptions & {url: string, colour: string, ratio: number, draw: Draw}) => L.GridLayer}
 *  @typedef {(context: CanvasRenderingContext2D, numbers: Int16Array, toTile: (right: number, down: number) => [number, number], where: {square: {zoom: number}, coords: {z: number}, size: L.Point}) => void} Draw */
export const Squares = L.GridLayer.extend({
  createTile(coords, done) {
    const tile = document.createElement("canvas");
    const size = this.getTileSize();
    const ratio = Math.min(this.options.ratio, 2);
    tile.width = size.x * ratio;
    tile.height = size.y * ratio;
    const context = tile.getContext("2d");
    context.scale(ratio, ratio);
    const { colour, draw } = this.options;
    context.fillStyle = getComputedStyle(this._map.getContainer()).getPropertyValue(colour);
    const squares = squaresOf(coords, zoomOf(coords.z));
    const drawn = squares.map((square) =>
      this.load(square).then((numbers) =>
        draw(context, numbers, toTile(square, coords, size), { square, coords, size }),
      ),
    );
    Promise.all(drawn).then(
      () => done(null, tile),
      (error) => done(error, tile),
    );
    return tile;
  },

  load({ zoom, x, y }) {
    this.loaded ??= new Map();
    const url = this.options.url.replace("/0/0/0/", `/${zoom}/${x}/${y}/`);
    if (!this.loaded.has(url)) this.loaded.set(url, fetchNumbers(url));
    return this.loaded.get(url);
  },
});

async function fetchNumbers(url) {
  const response = await fetch(url);
  if (!response.ok) return new Int16Array();
  return new Int16Array(await response.arrayBuffer());
}

/** The zoom of the squares that a tile of zoom `z` is drawn from. */
export function zoomOf(z) {
  return ZOOMS.find(([, from]) => z >= from)[0];
}

/** The squares under a tile: the one it lies in, or those it is made of. */
export function squaresOf({ x, y, z }, zoom) {
  const closer = z - zoom;
  if (closer >= 0) return [{ zoom, x: x >> closer, y: y >> closer }];
  const across = 2 ** -closer;
  return Array.from({ length: across * across }, (_, i) => ({
    zoom,
    x: x * across + (i % across),
    y: y * across + Math.floor(i / across),
  }));
}

function toTile(square, coords, size) {
  const scale = 2 ** (coords.z - square.zoom);
  return (right, down) => [
    ((square.x + right) * scale - coords.x) * size.x,
    ((square.y + down) * scale - coords.y) * size.y,
  ];
}
