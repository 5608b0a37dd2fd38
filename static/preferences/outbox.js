// Changes on their way to the server: one at a time, in the order they were made. Without a
// connection they wait, say so, and are sent again until they arrive.

import { post } from "../facilitation/http.js";
import { say } from "../facilitation/saved.js";

const RETRY_MS = 3000;
const WORDS = {
  401: "Not saved: you have been signed out",
  403: "Not saved: the session is finished",
};
// key → { url, body, done }; a newer change of the same thing takes the older one's place
const waiting = new Map();
let sending = false;
let whenEmpty = [];

/** Queues a form's fields for `url`. A change of the same `key` that still waits is replaced.
 *  `done` gets the server's answer. */
export function send(key, url, body, done = () => {}) {
  waiting.set(key, { url, body, done });
  drain();
}

/** Resolves when nothing is left to send. */
export function empty() {
  if (waiting.size === 0 && !sending) return Promise.resolve();
  return new Promise((resolve) => whenEmpty.push(resolve));
}

async function drain() {
  if (sending) return;
  sending = true;
  say("saving");
  let trouble = "";
  while (waiting.size > 0) {
    const [key, change] = waiting.entries().next().value;
    try {
      const answer = await post(change.url, change.body);
      // unless it was changed again on the way
      if (waiting.get(key) === change) waiting.delete(key);
      change.done(answer);
    } catch (error) {
      if (error.status === 0 || error.status >= 500) {
        sending = false;
        say("waiting");
        setTimeout(drain, RETRY_MS);
        return;
      }
      if (waiting.get(key) === change) waiting.delete(key);
      trouble = error.answer?.error ?? WORDS[error.status] ?? "Not saved: open the page again";
    }
  }
  sending = false;
  say(trouble || "saved");
  for (const resolve of whenEmpty) resolve();
  whenEmpty = [];
}

// Leaving the page by one of its links waits for what is still on its way.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || (waiting.size === 0 && !sending)) return;
  if (link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  empty().then(() => location.assign(link.href));
});

addEventListener("online", () => waiting.size > 0 && drain());
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});
