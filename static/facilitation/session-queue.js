// Joins the rule (queue.js) to the device, the server, the word in the header and other windows.
//
// A change belongs to the page that made it while that page is open (a lock says so). When the page
// is gone, the next page of the session takes over what it had not sent.

import * as device from "./device.js";
import { post } from "./http.js";
import { createQueue } from "./queue.js";
import { explain, say } from "./saved.js";

const { session = "" } = document.querySelector("[data-session]")?.dataset ?? {};
const CHANGES = `${session}.change.`;
const SENT = `${session}.sent.`;
/** The page was not loaded but taken from what is kept on the device (kept-pages.js). */
const isKeptPage = "kept" in document.documentElement.dataset;
const tab = crypto.randomUUID?.() ?? String(Math.random());
let count = 0;
/** How long a page that was left still has its lock, and may send something. */
const LONGEST_CLOSING = 1000; // ms

export const queue = createQueue({
  keep: (entry) => device.write(CHANGES + entry.id, entry),
  forget,
  post: (url, body) => post(url, body).catch(gone),
  tell(state) {
    say(state);
    // where the field itself does not say it
    const refused = queue?.entries.filter((entry) => entry.refused && !entry.body.errors) ?? [];
    explain([...new Set(refused.map((entry) => entry.refused))]);
  },
});

/** The session was erased, or given to somebody else: nothing of it stays on this device. */
function gone(error) {
  if (error.answer?.code === "gone") {
    for (const name of device.names(`${session}.`)) device.remove(name);
  }
  throw error;
}

/** It stays until the kept copy of its page holds it too: a kept page shows it on top. */
function forget(entry) {
  if (entry.tried)
    for (const name of fieldsOf(entry)) arrived.set(`${entry.url} ${name}`, entry.at);
  if (entry.tried && navigator.serviceWorker?.controller) device.write(SENT + entry.id, entry);
  device.remove(CHANGES + entry.id);
}

/** A change made now, in this page.
 *  @param {string} kind @param {string} url @param {any} body @param {string} id
 *  @returns {Entry} */
export function newEntry(kind, url, body, id = crypto.randomUUID()) {
  const at = Date.now() * 1000 + (count++ % 1000);
  return { id, at, kind, url, body, tab, page: location.pathname };
}

const onDevice = () => (isKeptPage ? [CHANGES, SENT] : [CHANGES]).flatMap(device.names);

/** Takes over what pages that are gone had not sent; what another open page has, it sends itself. */
async function takeOver() {
  const names = onDevice();
  if (!names.length) return;
  say("saving"); // the page comes with "Saved", which is untrue now
  const left = (await Promise.all(names.map(device.read))).filter(Boolean);
  const tabs = [...new Set(left.map((entry) => entry.tab))];
  await Promise.all(
    tabs.map((each) =>
      adoptFrom(
        each,
        left.filter((e) => e.tab === each),
      ),
    ),
  );
  say(queue.state);
}

/** Adopts before anything is changed here; once that page is closed, if it stays open. */
async function adoptFrom(other, left) {
  const lock = `genie.tab.${other}`;
  const closing = { signal: AbortSignal.timeout(LONGEST_CLOSING) };
  try {
    await navigator.locks.request(lock, closing, () => stillThere(left).then(adopt));
  } catch {
    navigator.locks.request(lock, () => stillThere(left).then(adopt));
  }
}

async function stillThere(left) {
  const now = new Set(onDevice());
  return left.filter(({ id }) => now.has(CHANGES + id) || now.has(SENT + id));
}

async function adopt(all) {
  for (const entry of all) leaveOutdated(entry);
  const left = all.filter((entry) => entry.kind !== "fields" || fieldsOf(entry).length);
  for (const entry of all) if (!left.includes(entry)) device.remove(CHANGES + entry.id);
  for (const entry of left) {
    Object.assign(entry, { tab, refused: "" });
    await device.write(CHANGES + entry.id, entry);
    device.remove(SENT + entry.id);
  }
  queue.adopt(left);
  for (const listener of adopted) listener(left);
}

/** When this page last changed a field, of what arrived: by its address and name. */
const arrived = new Map();
const fieldsOf = ({ body }) => Object.keys(body.fields ?? {});

/** What waited in another page until it was closed would undo what was changed here since. */
function leaveOutdated(entry) {
  for (const name of fieldsOf(entry)) {
    const own = queue.entries.filter(({ url, body }) => url === entry.url && body.fields?.[name]);
    const last = Math.max(arrived.get(`${entry.url} ${name}`) ?? 0, ...own.map(({ at }) => at));
    if (last > entry.at) delete entry.body.fields[name];
  }
}

const adopted = [];
/** Calls back with what was taken over for an address: at once what there is, later what comes. */
export function restore(url, listener) {
  const own = (entries) => entries.filter((entry) => entry.url === url);
  const there = own(queue.entries);
  if (there.length) listener(there);
  adopted.push((entries) => own(entries).length && listener(own(entries)));
}

// those of a page that is not this one, too
queue.handle("fields", {
  pack: ([{ id, body }]) => ({ id, fields: body.fields }),
  done({ errors }, [entry]) {
    const wrong = Object.keys(entry.body.fields).filter((name) => errors[name]);
    if (!wrong.length) return;
    const fields = Object.fromEntries(wrong.map((name) => [name, entry.body.fields[name]]));
    const again = newEntry("fields", entry.url, { ...entry.body, fields });
    queue.add({ ...again, page: entry.page, refused: errors[wrong[0]][0] });
  },
});
queue.handle("map", {
  batch: true,
  pack: (batch) => ({ since: 2 ** 31 - 1, changes: batch.map(({ body }) => body) }),
  done() {},
});
queue.handle("choice", {
  pack: ([{ id, body }]) => new URLSearchParams({ ...body, once: id }),
  done() {},
});

// Leaving in the middle of a word: what is not sent goes along, and again where it was lost. What
// waited for the connection is the next page's, as all but the first: two may arrive in any order.
addEventListener("pagehide", () => {
  if (device.usable && queue.state !== "saving") return;
  const all = queue.entries.filter((each) => each.kind === "fields" && !each.refused);
  for (const entry of device.usable ? all.slice(0, 1) : all) {
    entry.tried = true;
    const { url, id, body } = entry;
    post(url, { id, fields: body.fields }, { keepalive: true }).catch(() => 0);
  }
});
addEventListener("online", () => queue.retry());
addEventListener("focus", () => queue.state !== "saved" && queue.retry());
addEventListener("beforeunload", (event) => {
  // without the device's help a change lives in this page only
  if (queue.state !== "saved" && !device.usable) event.preventDefault();
});

if (session) {
  navigator.locks?.request(`genie.tab.${tab}`, () => new Promise(() => {}));
  if (device.usable && navigator.locks) await takeOver();
}
