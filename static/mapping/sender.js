// Sends what is not saved yet, in order, one request at a time; waits and tries again when the
// connection is gone. Sending twice does no harm: the server applies each change once.

import { forget, keep } from "./outbox.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20_000;
const BATCH = 100;
export const FINISHED = "Not saved: this session is finished";

/** @param {object} options
 *  @param {Store} options.store
 *  @param {(body: {since: number, changes: Change[]}) => Promise<Answer>} options.post
 *  @param {(since: number) => Promise<Answer | null>} options.get
 *  @param {string} options.session
 *  @param {Storage} options.storage
 *  @param {(state: string) => void} options.say
 *  @param {(act: () => void, wait: number) => number} [options.timer] */
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
    const answer = await ask(() => post({ since: store.number, changes: sent }));
    if (!answer) return false;
    forget(storage, session, sent);
    wait = FIRST_WAIT;
    store.receive(answer, sent);
    return true;
  }

  /** The server's answer, or null where there is none yet: then it is asked again by and by. */
  async function ask(send) {
    try {
      const answer = await send();
      if (!answer?.changes) throw Object.assign(new Error("signed out"), { status: 401 });
      return answer;
    } catch (error) {
      later(error.status);
      return null;
    }
  }

  function later(status) {
    const words = {
      401: "Not saved yet: sign in again",
      403: FINISHED,
      404: "Not saved: this session is not yours",
    };
    say(words[status] ?? (status ? "Not saved yet: trying again" : "waiting"));
    timed = timer(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  /** Takes in what other windows did. */
  async function poll() {
    if (sending || store.pending.length) return flush();
    try {
      const answer = await get(store.number);
      if (answer?.changes?.length && !sending) store.receive(answer);
    } catch {
      // polled again later
    }
  }

  store.subscribe(({ change }) => {
    if (!change) return;
    keep(storage, session, change);
    flush();
  });
  return { flush, poll };
}
