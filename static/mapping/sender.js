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
 *  @param {(since: number) => Promise<Answer | null>} options.get */
export function createSender({ store, url, get }) {
  queue.handle(url, {
    batch: true,
    pack: (batch) => ({ since: store.number, changes: batch.map(({ body }) => body) }),
    done: (answer, batch) =>
      store.receive(
        answer,
        batch.map(({ body }) => body),
      ),
  });
  store.subscribe(({ change }) => {
    if (change) queue.add(newEntry("map", url, change, change.id));
  });

  /** Takes in what other windows did. */
  async function poll() {
    if (store.pending.length) return queue.flush();
    try {
      const answer = await get(store.number);
      if (answer?.changes?.length && !store.pending.length) store.receive(answer);
    } catch {
      // polled again later
    }
  }

  return { flush: queue.flush, poll };
}
