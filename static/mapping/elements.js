// Changing what is drawn no more than needed.

export function set(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

export function keepFocus(act) {
  const focused = /** @type {HTMLElement | SVGElement} */ (document.activeElement);
  act();
  if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
}
