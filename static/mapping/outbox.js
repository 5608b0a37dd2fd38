// Changes that are not saved yet, kept on this device: one entry a change, so that two windows do
// not overwrite each other's. Cleared as they are saved, and at log-out.

const PREFIX = "genie.network.";
let count = 0;

const keyOf = (session, id) => `${PREFIX}${session}.${id}`;

/** Keeps one change. A full or forbidden storage is no reason to stop the map.
 *  @param {Storage} storage
 *  @param {string} session
 *  @param {Change} change */
export function keep(storage, session, change) {
  const at = Date.now() * 1000 + (count++ % 1000);
  try {
    storage.setItem(keyOf(session, change.id), JSON.stringify({ at, change }));
  } catch {
    // the change is still sent while this page is open
  }
}

/** @param {Storage} storage
 *  @param {string} session
 *  @param {Change[]} changes */
export function forget(storage, session, changes) {
  for (const change of changes) storage.removeItem(keyOf(session, change.id));
}

/** The changes not yet saved for a session, in the order they were made.
 *  @param {Storage} storage
 *  @param {string} session
 *  @returns {Change[]} */
export function unsent(storage, session) {
  return keys(storage)
    .filter((key) => key.startsWith(`${PREFIX}${session}.`))
    .map((key) => JSON.parse(storage.getItem(key)))
    .sort((a, b) => a.at - b.at)
    .map(({ change }) => change);
}

const keys = (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index));
