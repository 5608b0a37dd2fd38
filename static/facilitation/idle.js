// Nobody has touched the page for long: asks, then signs out. What waits to be saved stays on the
// device for the same user (device.js). Windows of one browser count as one.

import { cookie } from "./device.js";
import { post } from "./http.js";

const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('[data-module="idle"]'));
const { minutes, stayUrl, endUrl, signIn } = dialog.dataset;
const A_MINUTE = 60_000; // ms
const LIMIT = Number(minutes) * A_MINUTE;
const others = new BroadcastChannel("genie-active");
const left = dialog.querySelector("[data-left]");
const ownerNow = () => cookie("genie_device")?.split(".")[0];
const owner = ownerNow();
let told = Date.now();
let noted = told;
let ended = false;

function active() {
  const now = Date.now();
  if (dialog.open || ended || now - noted < 1000) return;
  noted = now;
  others.postMessage(now);
  if (now - told > 4 * A_MINUTE) tell();
}

/** Tells the server that somebody works; signed out already, the page says so itself. */
function tell() {
  told = Date.now();
  post(stayUrl).catch(() => {});
}

function look() {
  const remains = LIMIT - (Date.now() - noted);
  if (ended) return;
  if (remains <= 0) end();
  else if (remains <= Math.min(2 * A_MINUTE, LIMIT / 2)) warn(Math.ceil(remains / A_MINUTE));
  else dialog.close();
}

function warn(rest) {
  if (document.querySelector('[data-module="cover"]:not([hidden])')) return; // hide.js
  left.textContent = rest === 1 ? "a minute" : `${rest} minutes`;
  if (!dialog.open) dialog.showModal();
}

/** The server takes the key away; without a connection the browser does. */
async function end() {
  ended = true;
  const next = encodeURIComponent(location.pathname + location.search);
  await post(endUrl).catch(() => {});
  await globalThis.cookieStore?.delete("genie_device").catch(() => {});
  location.assign(`${signIn}?idle=yes&next=${next}`);
}

for (const event of ["pointerdown", "keydown", "wheel", "input"]) {
  addEventListener(event, active, { capture: true, passive: true });
}
others.addEventListener("message", ({ data }) => {
  noted = data;
  look();
});
dialog.addEventListener("cancel", (event) => event.preventDefault());
dialog.querySelector("button").addEventListener("click", () => {
  dialog.close();
  active();
  tell();
});
// somebody else has signed in in another window: what is here is not theirs
addEventListener("focus", () => {
  const now = ownerNow();
  if (owner && now && now !== owner) location.reload();
  look();
});
setInterval(look, 5000);
