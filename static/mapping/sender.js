// Sends what is not saved yet, in order, one request at a time; waits and tries again when the
// connection is gone. Sending twice does no harm: the server applies each change once.

import { forget, keep } from "./outbox.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20_000;
const BATCH = 100;

/** @param {object} options {store, post(body), get(since), session, storage, say(words), timer} */
export function createSender({ store, post, get, session, storage, say, timer = setTimeout }) {
  let sending = false;
  let wait = FIRST_WAIT;
  let timed = null;

  async function flush() {
    clearTimeout(timed);
    if (sending) return;
    sending = true;
    while (store.pending.length && (await sendBatch()));
    sending = false;
    if (!store.pending.length) say("saved");
  }

  async function sendBatch() {
    const sent = store.pending.slice(0, BATCH);
    say("saving");
    try {
      const answer = await post({ since: store.number, changes: sent });
      if (!answer?.changes) throw Object.assign(new Error("signed out"), { status: 401 });
      forget(storage, session, sent);
      wait = FIRST_WAIT;
      store.receive(answer, sent);
      return true;
    } catch (error) {
      later(error.status);
      return false;
    }
  }

  function later(status) {
    const words = { 401: "Not saved yet: sign in again", 403: "Not saved: this session is finished", 404: "Not saved: this session is not yours" };
    say(words[status] ?? (status ? "Not saved yet: trying again" : "waiting"));
    timed = timer(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  /** Takes in what other windows did. */
  async function look() {
    if (sending || store.pending.length) return flush();
    try {
      const answer = await get(store.number);
      if (answer?.changes?.length && !sending) store.receive(answer);
    } catch {
      // looked again later
    }
  }

  store.subscribe(({ change }) => {
    if (!change) return;
    keep(storage, session, change);
    flush();
  });
  return { flush, look };
}
