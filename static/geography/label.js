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
 *  every zoom from `from` on at which it `isShown`. They are only looked at. */
export function keepLabels(map, labels, { pane, room, isShown = (_label, _zoom) => true }) {
  map.createPane(pane).setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  const redraw = () => {
    layer.clearLayers();
    const zoom = map.getZoom();
    const shown = labels.filter((one) => zoom >= (one.from ?? 0) && isShown(one, zoom));
    const markers = withRoom(map, shown, room).map(({ text, at, className }) => {
      const marker = label(at, text, className);
      marker.options.pane = pane;
      return marker.addTo(layer);
    });
    for (const marker of underControls(map, markers)) layer.removeLayer(marker);
  };
  map.on("moveend", redraw);
  redraw();
}

/** Those of which the buttons, the scale or the attribution would hide some letters. */
function underControls(map, markers) {
  const controls = [...map.getContainer().querySelectorAll(".leaflet-control")].map(boxOf);
  return markers.filter((marker) => {
    const box = boxOf(marker.getElement().firstElementChild);
    return controls.some(
      (other) =>
        box.left < other.right &&
        other.left < box.right &&
        box.top < other.bottom &&
        other.top < box.bottom,
    );
  });
}

const boxOf = (element) => element.getBoundingClientRect();

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
