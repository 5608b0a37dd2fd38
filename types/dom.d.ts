// What a page's script may expect of the elements it looks for. Which element a selector finds is
// the template's business; that elements have such a property, and of which type, is checked.

interface FoundElement extends HTMLElement {
  action: string;
  checked: boolean;
  disabled: boolean;
  elements: Record<string, FoundElement>;
  form: HTMLFormElement;
  formAction: string;
  href: string;
  name: string;
  open: boolean;
  origin: string;
  reset(): void;
  requestSubmit(): void;
  value: string;
}

interface ParentNode {
  querySelector<E extends Element = FoundElement>(selectors: string): E | null;
  querySelectorAll<E extends Element = FoundElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<E extends Element = FoundElement>(selectors: string): E | null;
}

// Events are listened for on elements.
interface EventTarget {
  checked?: boolean;
  name?: string;
  value?: string | number;
  closest?<E extends Element = FoundElement>(selectors: string): E | null;
}

interface DocumentEventMap {
  // what is chosen now (ids of resources), and what to say
  "genie:chosen": CustomEvent<{ chosen?: string[]; message: string }>;
}

// draws vector tiles: see static/geography/basemap.js
type Renderer = typeof import("protomaps-leaflet");
type Colour = (property: string) => string;

interface Window {
  protomapsL?: Renderer;
}
