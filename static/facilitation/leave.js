// Going on to another step, or finishing, waits for what is on its way. Without a connection the
// next step is shown from what is kept on the device; what needs the server waits, and says so.

import { post } from "./http.js";
import { forgetPages, keepsPages } from "./kept-pages.js";
import { BACK, tell } from "./no-connection.js";
import { queue } from "./session-queue.js";

const AGAIN = 3000; // ms
const NEEDS = "#needs-connection"; // the service worker leads back here with it
const WAITS = "This needs the connection. It goes on by itself when it is back. Nothing is lost.";
const clock = document.querySelector('[data-module="session-clock"]');
let going = false;

document.addEventListener("submit", (event) => {
  const submitter = /** @type {HTMLButtonElement} */ (event.submitter);
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || going || !form.matches('[data-module~="autosave"], [data-waits]')) {
    return;
  }
  event.preventDefault();
  const next = submitter?.dataset.next;
  whenSent(form.matches('[data-module~="autosave"]') && next, (state) => {
    if (next && state === "saved") return location.assign(next);
    if (submitter?.value === "finish") forgetPages();
    going = true;
    form.requestSubmit(submitter?.form === form ? submitter : null);
    going = false;
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  const isCut = queue.state === "waiting" || !navigator.onLine;
  if (!isCut || link.hasAttribute("target") || (link.closest(".session") && keepsPages())) return;
  event.preventDefault();
  whenSent("", () => location.assign(link.href));
});

/** Goes on when everything that can be sent was, and the server answers.
 *  @param {string} next the step that is shown without a connection, where one is kept
 *  @param {(state: QueueState) => void} go */
async function whenSent(next, go) {
  // the queue last: nothing can be typed between that and going
  const state = (await answers()) ? await queue.flush() : "waiting";
  if (state !== "waiting") return go(state);
  if (next && keepsPages()) return location.assign(next);
  tell(WAITS);
  setTimeout(() => whenSent(next, go), AGAIN);
}

/** Whether the server can be reached. Somebody signed out is asked to sign in by what follows. */
async function answers() {
  return post(clock.dataset.url).then(
    () => true,
    ({ status }) => status !== 0 && status < 500,
  );
}

if (location.hash === NEEDS) {
  history.replaceState(null, "", location.pathname + location.search);
  tell(BACK);
}
