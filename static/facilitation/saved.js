// The word in the header that says whether everything is safe: one place, for every step.

import { announce } from "./announce.js";

const element = document.querySelector("[data-saved]");
const STAYS = 1500; // ms: what passes sooner is not read out

/** @type {Record<QueueState, string>} */
const WORDS = {
  saved: "Saved ✓",
  saving: "Saving…",
  waiting: "Waiting for the connection",
  "signed-out": "Sign in again",
  refused: "Not saved yet",
};
/** What is read out says more: it is heard by itself. What is refused says so itself. @type {Record<string, string>} */
const SPOKEN = {
  saved: "Everything is saved.",
  waiting: "No connection. What you do is kept on this device, and saved when it is back.",
  "signed-out": "Please sign in again. What you do is kept on this device.",
};
let shown = "saved";
let told = "saved";
let timer = null;

/** @param {QueueState} state */
export function say(state) {
  if (!element || state === shown) return;
  const wasSaved = shown === "saved";
  shown = state;
  element.classList.toggle("saved--waiting", state !== "saved" && state !== "saving");
  element.replaceChildren(state === "signed-out" ? signInAgain() : WORDS[state]);
  if (state === "saved" && !wasSaved) document.dispatchEvent(new Event("genie:saved"));
  clearTimeout(timer);
  timer = setTimeout(readOut, STAYS);
}

/** To a screen reader only what stays, and only what is new: no "Saving, Saved" at every key. */
function readOut() {
  if (shown === told || shown === "saving") return;
  told = shown;
  announce(SPOKEN[shown]);
}

/** Leads back to this page, which has everything that was typed. */
function signInAgain() {
  const link = document.createElement("a");
  link.href = `${element.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = WORDS["signed-out"];
  return link;
}

/** Why something could not be saved, above the page. It stays on the device until it can.
 *  @param {string[]} reasons */
export function explain(reasons) {
  const main = document.getElementById("main");
  const shownNow = main?.querySelector("[data-reasons]");
  const words = reasons.join(" ");
  if (!main || (shownNow?.textContent ?? "") === words) return;
  const line = shownNow ?? document.createElement("p");
  line.className = "notice notice--warning";
  line.setAttribute("data-reasons", "");
  if (!shownNow) main.prepend(line);
  line.textContent = words;
  announce(words);
  if (!words) line.remove();
}
