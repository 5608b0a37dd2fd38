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
