// Copies of a session's steps, kept on the device for a moment without a connection: encrypted
// (device.js), of this session only, and only while it is open. The service worker shows them.

import * as device from "./device.js";

const frame = document.querySelector("[data-session]");
const { session = "", keep = "", finished = "no" } = frame?.dataset ?? {};
const AFTER = 2000; // ms: saving comes in bursts
const paths = keep.split(" ").filter(Boolean);
const stale = new Set();
let timer = null;

/** Whether another step can be shown without a connection. */
export const keepsPages = () => Boolean(navigator.serviceWorker?.controller && device.usable);

export function forgetPages() {
  for (const kind of ["page", "sent"]) {
    for (const name of device.names(`${session}.${kind}.`)) device.remove(name);
  }
}

/** What other sessions left. Their unsent changes stay until one of their pages is opened. */
function forgetOthers() {
  for (const name of device.names("")) {
    const [owner, kind] = name.split(".");
    if (owner !== session && kind !== "change") device.remove(name);
  }
}

/** Keeps a copy of a step as it is now; changes that it holds need not be kept any longer. */
async function keepPage(path) {
  const sent = device.names(`${session}.sent.`);
  const entries = await Promise.all(sent.map(device.read));
  const response = await fetch(path, { headers: { "X-Keep-For-Later": "yes" } }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  await device.write(`${session}.page.${path}`, await response.text());
  for (const entry of entries.filter((each) => each?.page === path)) {
    device.remove(`${session}.sent.${entry.id}`);
  }
}

function keepSoon(which) {
  for (const path of which) stale.add(path);
  clearTimeout(timer);
  timer = setTimeout(keepStale, AFTER);
}

async function keepStale() {
  for (const path of stale) {
    stale.delete(path);
    await keepPage(path);
  }
}

async function start() {
  await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  if (!("kept" in document.documentElement.dataset)) keepSoon(paths);
  // what is seen of the map on the pages below its own changes with it
  document.addEventListener("genie:saved", () => {
    keepSoon(paths.filter((path) => path.startsWith(location.pathname)));
  });
}

if (session && device.usable) {
  forgetOthers();
  if (finished === "yes") forgetPages();
  else if (navigator.serviceWorker && paths.length) start().catch(() => {});
}
