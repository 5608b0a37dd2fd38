// Every form of the site: a button pressed again soon sends once, what was typed stays without a
// connection, and the token is the newest, also after signing in again in another window.

import { cookie } from "./device.js";
import { BACK, tell } from "./no-connection.js";

const PATIENCE = 10_000; // ms: then the first press may have been lost
const sent = new WeakMap();

// after every other listener: those that send by script have taken the event
addEventListener("submit", (event) => {
  const form = /** @type {any} */ (event.target);
  if (event.defaultPrevented || form.method !== "post") return;
  if (!navigator.onLine) {
    event.preventDefault();
    return tell(BACK, form);
  }
  const key = event.submitter ?? form;
  if (Date.now() - (sent.get(key) ?? 0) < PATIENCE) return event.preventDefault();
  sent.set(key, Date.now());
  const token = form.querySelector('[name="csrfmiddlewaretoken"]');
  const newest = cookie("csrftoken");
  if (token && newest) token.value = newest;
});
