// Nobody has touched the page for long: it asks whether somebody is there, and then signs out, so that
// whoever finds the tablet finds nothing. What waits to be saved stays on the device, encrypted, for
// the same user (device.js). Windows of one browser count as one.

import { cookie } from "./device.js";
import { post } from "./http.js";

const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('[data-module="idle"]'));
const { minutes = "30", stayUrl = "", endUrl = "", signIn = "" } = dialog.dataset;
const A_MINUTE = 60_000;
const LIMIT = Number(minutes) * A_MINUTE;
const WARNING = Math.min(2 * A_MINUTE, LIMIT / 2);
const LOOK = 5000; // ms between two looks at the clock
const TELL = 4 * A_MINUTE; // the server is told that somebody works
const others = new BroadcastChannel("genie-active"); // when somebody last did something
const left = dialog.querySelector("[data-left]");
const owner = ownerNow();
let told = Date.now();
let noted = 0;
let ended = false;

function ownerNow() {
  return (cookie("genie_device") ?? "").split(".")[0];
}

function active() {
  if (dialog.open || ended) return; // the question is answered by its button
  note();
}

function note() {
  const now = Date.now();
  if (now - noted < 1000) return;
  noted = now;
  others.postMessage(now);
  if (now - told > TELL) tell();
}

function tell() {
  told = Date.now();
  post(stayUrl).catch(() => {}); // signed out already, or no connection: the page says so itself
}

function look() {
  if (ended) return;
  const remains = LIMIT - (Date.now() - noted);
  if (remains <= 0) end();
  else if (remains <= WARNING) warn(remains);
  else dialog.close();
}

function warn(remains) {
  if (document.querySelector('[data-module="cover"]:not([hidden])')) return; // hide.js: nothing is shown
  const rest = Math.ceil(remains / A_MINUTE);
  left.textContent = rest === 1 ? "a minute" : `${rest} minutes`;
  if (!dialog.open) dialog.showModal();
}

function stay() {
  dialog.close();
  noted = 0;
  note();
  tell();
}

/** The key goes, too: the server takes it, and without a connection the browser does. */
async function end() {
  ended = true;
  const next = location.pathname + location.search;
  await post(endUrl, new URLSearchParams(), { keepalive: true }).catch(() => {});
  await globalThis.cookieStore?.delete("genie_device").catch(() => {});
  location.assign(`${signIn}?idle=yes&next=${encodeURIComponent(next)}`);
}

/** Somebody else has signed in in another window: what is here is not theirs. */
function sameUser() {
  const now = ownerNow();
  if (owner && now && now !== owner) location.reload();
}

note();
others.addEventListener("message", ({ data }) => {
  noted = Math.max(noted, data);
  look();
});
for (const event of ["pointerdown", "keydown", "wheel", "touchstart", "input"]) {
  addEventListener(event, active, { capture: true, passive: true });
}
dialog.addEventListener("cancel", (event) => event.preventDefault());
dialog.querySelector("button")?.addEventListener("click", stay);
addEventListener("focus", sameUser);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  sameUser();
  look();
});
setInterval(look, LOOK);
