// Tells the server once a minute that the step is still on screen, and shows the minutes so far.

import { post } from "./http.js";

const element = document.querySelector('[data-module="session-clock"]');
const A_MINUTE = 60_000;

/** Hidden, the page is not in use: it does not keep anyone signed in (see hide.js). */
function hidden() {
  return document.querySelector('[data-module="cover"]:not([hidden])') !== null;
}

async function tick() {
  if (document.visibilityState !== "visible" || hidden()) return;
  try {
    const { minutes } = await post(element.dataset.url);
    element.querySelector("[data-minutes]").textContent = minutes;
  } catch {
    // no connection: the minutes are only a guide, so nothing is said
  }
}

if (element?.dataset.running === "yes") setInterval(tick, A_MINUTE);
