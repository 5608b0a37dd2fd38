// Changes on their way to the server: in the order they were made, one request at a time, each once.
// What was refused stays until it is put right. This is the rule alone: where changes are kept, how
// they are sent and how that is told come from outside (session-queue.js).

const FIRST_WAIT = 1000; // ms
const LONGEST_WAIT = 15_000;
const BATCH = 100;

/** @param {object} outside
 *  @param {(entry: Entry) => void} outside.keep on the device
 *  @param {(entry: Entry) => void} outside.forget it arrived, or is not wanted any more
 *  @param {(url: string, body: any) => Promise<any>} outside.post
 *  @param {(state: QueueState) => void} outside.tell
 *  @param {(act: () => void, wait: number) => any} [outside.timer]
 *  @param {(timer: any) => void} [outside.stop] */
export function createQueue({ keep, forget, post, tell, timer = setTimeout, stop = clearTimeout }) {
  /** @type {Entry[]} */
  let entries = [];
  /** @type {Record<string, Handler>} */
  const handlers = {};
  let sending = false;
  let trouble = "";
  let wait = FIRST_WAIT;
  let timed = null;
  let waiters = [];

  /** @returns {QueueState} */
  function state() {
    if (entries.some((entry) => !entry.refused))
      return trouble ? /** @type {any} */ (trouble) : "saving";
    return entries.length ? "refused" : "saved";
  }

  function report() {
    tell(state());
    if (state() === "saving") return;
    for (const resolve of waiters) resolve(state());
    waiters = [];
  }

  /** Queues a change. It may be amended until it is sent.
   *  @param {Entry} entry @param {number} delay ms */
  function add(entry, delay = 0) {
    entries.push(entry);
    keep(entry);
    report();
    later(delay);
  }

  /** @param {Entry} entry @param {any} body @param {number} delay ms */
  function amend(entry, body, delay) {
    entry.body = body;
    keep(entry);
    report();
    later(delay);
  }

  /** Takes a change back that was not sent, or was refused. @param {Entry} entry */
  function drop(entry) {
    entries = entries.filter((each) => each !== entry);
    forget(entry);
    report();
  }

  /** Takes over what another page left behind; it may have been sent.
   *  @param {Entry[]} left */
  function adopt(left) {
    const known = new Set(entries.map(({ id }) => id));
    const fresh = left.filter(({ id }) => !known.has(id));
    for (const entry of fresh) entry.tried = true;
    entries = [...entries, ...fresh].sort((a, b) => a.at - b.at);
    report();
    later(0);
  }

  function later(delay) {
    if (trouble) return; // it is tried again anyway
    stop(timed);
    timed = timer(flush, delay);
  }

  /** Sends what can be sent. Resolves to how things stand then. */
  async function flush() {
    stop(timed);
    if (!sending) {
      sending = true;
      let arrived = true;
      for (let batch = next(); batch.length && arrived; batch = next()) arrived = await send(batch);
      sending = false;
      report();
    }
    return state() === "saving" ? new Promise((resolve) => waiters.push(resolve)) : state();
  }

  /** The first change that is not refused, and those that go along with it. */
  function next() {
    const open = entries.filter((entry) => !entry.refused);
    if (!open.length || !handlerOf(open[0]).batch) return open.slice(0, 1);
    const end = open.findIndex((entry) => entry.url !== open[0].url);
    return open.slice(0, Math.min(end < 0 ? BATCH : end, BATCH));
  }

  const handlerOf = (entry) => handlers[entry.url] ?? handlers[entry.kind];

  /** @param {Entry[]} batch @returns {Promise<boolean>} whether there was an answer */
  async function send(batch) {
    const handler = handlerOf(batch[0]);
    for (const entry of batch) entry.tried = true;
    let answer = null;
    try {
      answer = await post(batch[0].url, handler.pack(batch));
    } catch (error) {
      const refused = refusal(error);
      if (!refused) return troubled(error.status);
      for (const entry of batch) entry.refused = refused;
      handler.refuse?.(batch, error.answer ?? { error: refused });
      return settled();
    }
    entries = entries.filter((entry) => !batch.includes(entry));
    for (const entry of batch) forget(entry);
    handler.done(answer, batch);
    return settled();
  }

  function settled() {
    trouble = "";
    wait = FIRST_WAIT;
    return true;
  }

  function troubled(status) {
    trouble = status === 401 || status === 403 ? "signed-out" : "waiting";
    timed = timer(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
    return false;
  }

  return {
    add,
    amend,
    drop,
    adopt,
    flush,
    report,
    /** Says how changes of an address, or of a kind, are sent and what becomes of them.
     *  @param {string} name @param {Handler} handler */
    handle(name, handler) {
      handlers[name] = handler;
    },
    /** The connection is back, or somebody is looking: at once, whatever the wait was. */
    retry() {
      wait = FIRST_WAIT;
      return flush();
    },
    get entries() {
      return [...entries];
    },
    get state() {
      return state();
    },
  };
}

/** Why a change is not taken, or nothing where it is only not taken yet: no connection (0), signed
 *  out (401), a server in trouble, a token that has gone out of date (403 without words).
 *  @param {{status: number, answer?: any}} error */
function refusal({ status, answer }) {
  if (!(status >= 400 && status < 500) || status === 401 || status === 429) return "";
  return answer?.error ?? (status === 403 ? "" : "This could not be saved. Open the page again.");
}
