// Tells the server once a minute that the step is still on screen, and shows the minutes so far.

import { post } from "./http.js";

const element = document.querySelector('[data-module="session-clock"]');

async function tick() {
  if (document.visibilityState !== "visible") return;
  try {
    const { minutes } = await post(element.dataset.url);
    element.querySelector("[data-minutes]").textContent = minutes;
  } catch {
    // no connection: the minutes are only a guide, so nothing is said
  }
}

if (element?.dataset.running === "yes") setInterval(tick, 60_000);
