// Words on the map.

const { L } = window;

/** A marker that is only looked at: no focus, no click.
 *  @param {L.LatLngExpression} at
 *  @param {string} text
 *  @param {string} className
 *  @param {L.PointTuple} anchor */
export function label(at, text, className, anchor = [0, 0]) {
  const element = document.createElement("span");
  element.textContent = text;
  const icon = L.divIcon({ html: element, className, iconSize: [0, 0], iconAnchor: anchor });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

/** Labels ({text, at, className, from?}, the most important first): as many as have room, each at
 *  every zoom from `from` on. They are only looked at. */
export function keepLabels(map, labels, { pane, room }) {
  map.createPane(pane).setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  const redraw = () => {
    layer.clearLayers();
    const zoom = map.getZoom();
    const shown = labels.filter(({ from = 0 }) => zoom >= from);
    for (const { text, at, className } of withRoom(map, shown, room)) {
      const marker = label(at, text, className);
      marker.options.pane = pane;
      layer.addLayer(marker);
    }
  };
  map.on("moveend", redraw);
  redraw();
}

function withRoom(map, labels, [width, height]) {
  const bounds = map.getBounds();
  const taken = [];
  return labels.filter(({ at }) => {
    if (!bounds.contains(at)) return false;
    const point = map.latLngToContainerPoint(at);
    const crowded = taken.some(
      (other) => Math.abs(other.x - point.x) < width && Math.abs(other.y - point.y) < height,
    );
    if (!crowded) taken.push(point);
    return !crowded;
  });
}
