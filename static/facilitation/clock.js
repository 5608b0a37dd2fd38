// Tells the server once a minute that the step is still on screen, and shows the minutes so far.

import { post } from "./http.js";

const element = document.querySelector('[data-module="session-clock"]');
const A_MINUTE = 60_000;

async function tick() {
  if (document.visibilityState !== "visible") return;
  try {
    const { minutes } = await post(element.dataset.url);
    element.querySelector("[data-minutes]").textContent = minutes;
  } catch {
    // no connection: the minutes are only a guide, so nothing is said
  }
}

function run() {
  setInterval(tick, A_MINUTE);
}

if (element?.dataset.running === "yes") run();

// A change ends a break, on the server; the page stops saying that there is one.
const pause = document.querySelector("[data-paused]");
if (pause) {
  const carryOn = () => {
    pause.remove();
    run();
  };
  document.addEventListener("genie:saved", carryOn, { once: true });
}
