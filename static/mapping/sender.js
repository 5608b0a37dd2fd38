// The map's part in the session's save queue: changes go in batches, and the answer brings what other
// windows did. Sending twice does no harm: the server applies each change once.

import { newEntry, queue } from "../facilitation/session-queue.js";

/** The changes not yet saved, in the order in which they were made.
 *  @param {string} url
 *  @returns {Change[]} */
export function unsent(url) {
  return queue.entries.filter((entry) => entry.url === url).map((entry) => entry.body);
}

/** @param {object} options
 *  @param {Store} options.store
 *  @param {string} options.url
 *  @param {(since: number) => Promise<Answer | null>} options.get
 *  @param {() => void} options.older the server knows less than this page: a backup was restored */
export function createSender({ store, url, get, older }) {
  let since = 0; // what the page knew when it sent the changes that are on their way
  queue.handle(url, {
    batch: true,
    pack(batch) {
      since = store.number;
      return { since, changes: batch.map(({ body }) => body) };
    },
    done(answer, batch) {
      store.receive(
        answer,
        batch.map(({ body }) => body),
      );
      if (answer.number < since) older();
    },
  });
  store.subscribe(({ change }) => {
    if (change) queue.add(newEntry("map", url, change, change.id));
  });

  /** Takes in what other windows did. */
  async function poll() {
    if (store.pending.length) return queue.flush();
    try {
      const known = store.number;
      const answer = await get(known);
      if (answer && answer.number < known) older();
      if (answer?.changes?.length && !store.pending.length) store.receive(answer);
    } catch {
      // polled again later
    }
  }

  return { flush: queue.flush, poll };
}
