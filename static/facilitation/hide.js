// Hides the page at once, by the button in the header or Escape pressed twice, and shows it again as
// it was. Nothing is sent or loaded for it, so it works without a connection.

const TWICE = 1000; // ms between the two presses
const cover = document.querySelector('[data-module="cover"]');
if (!(cover instanceof HTMLElement)) throw new Error('hide.js: nothing with data-module="cover"');
const back = cover.querySelector("button");
const title = document.title;
let pressed = Number.NEGATIVE_INFINITY;
/** @type {Element | null} */
let focused = null;

function hide() {
  if (!cover.hidden) return;
  focused = document.activeElement;
  cover.hidden = false;
  document.title = "Genie";
  setInert(true);
  back.focus();
}

function show() {
  setInert(false);
  cover.hidden = true;
  document.title = title;
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  signInIfNeeded();
}

/** Nothing beneath can be reached meanwhile, nor is it read aloud. */
function setInert(inert) {
  for (const element of document.body.children) {
    if (element !== cover && element instanceof HTMLElement) element.inert = inert;
  }
}

/** Too long away: the page loaded again is the sign-in page, and leads back here. */
async function signInIfNeeded() {
  try {
    const answer = await fetch(cover.dataset.checkUrl, { method: "HEAD", redirect: "manual" });
    if (answer.type === "opaqueredirect") location.reload();
  } catch {
    // no connection: asked when there is one again, by whatever the page sends next
  }
}

back.addEventListener("click", show);
for (const button of document.querySelectorAll("[data-hide]")) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener("click", hide);
}
addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const twice = event.timeStamp - pressed < TWICE;
    pressed = event.timeStamp;
    if (twice) hide();
  },
  { capture: true },
);
