// The save queue against a server and a network that fail in every way: requests and answers lost,
// trouble, signed out, the page closed in the middle and opened again. Nothing is lost or doubled.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue } from "../../static/facilitation/queue.js";
import { seeded } from "./random.js";

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A page with its queue, on a device that several pages have one after the other. */
function open({ device, post, states = [] }) {
  const timers = [];
  const queue = createQueue({
    keep: (entry) => device.set(entry.id, structuredClone(entry)),
    forget: ({ id }) => device.delete(id),
    post,
    tell: (state) => states.push(state),
    timer: (act) => timers.push(act),
    stop: () => {},
  });
  queue.handle("map", {
    batch: true,
    pack: (batch) => batch.map(({ id, body }) => ({ id, body })),
    done() {},
  });
  queue.handle("fields", {
    pack: (batch) => batch.map(({ id, body }) => ({ id, body })),
    done() {},
  });
  queue.adopt([...device.values()].map((entry) => structuredClone(entry)));
  return queue;
}

let at = 0;
const entry = (id, kind = "fields") => ({
  id,
  at: at++,
  kind,
  url: kind,
  page: "",
  tab: "",
  body: id,
});
const refuse = (status, answer = null) =>
  Promise.reject(Object.assign(new Error(), { status, answer }));

/** Makes each change once, whoever sends it how often; loses requests and answers. */
function createServer(draw) {
  const made = [];
  const known = new Set();
  return {
    made,
    post(_, changes) {
      const luck = draw() < 0.7 ? 1 : draw();
      if (luck < 0.15) return refuse(0); // the request is lost
      if (luck < 0.2) return refuse(503);
      if (luck < 0.25) return refuse(401);
      if (luck < 0.28) return refuse(403);
      for (const { id, body } of changes) {
        if (!known.has(id)) made.push(body);
        known.add(id);
      }
      return luck < 0.4 ? refuse(0) : Promise.resolve({}); // the answer is lost
    },
  };
}

test("10,000 changes, none lost, none twice, in order", async () => {
  const { below } = seeded(1);
  const draw = () => below(1000) / 1000;
  const server = createServer(draw);
  const device = new Map();
  const shown = [];
  let queue = open({ device, post: server.post });
  for (let number = 0; number < 10_000; number++) {
    queue.add(entry(`change ${number}`, draw() < 0.5 ? "map" : "fields"));
    if (draw() < 0.2) await queue.retry();
    if (queue.state === "saved") shown.push([number, server.made.length]);
    if (draw() < 0.01) queue = open({ device, post: server.post }); // the tab is closed
  }
  while (queue.state !== "saved") await queue.retry();

  assert.deepEqual(
    server.made,
    Array.from({ length: 10_000 }, (_, number) => `change ${number}`),
  );
  assert.equal(device.size, 0);
  assert.ok(shown.length > 100);
  // what was shown as saved was there
  for (const [number, there] of shown) assert.equal(there, number + 1);
});

test("saved is never said beside something unsaved", async () => {
  const states = [];
  const queue = open({ device: new Map(), post: () => Promise.resolve({}), states });
  states.length = 0;
  queue.add(entry("a"), 500);
  assert.deepEqual(states, ["saving"]); // from the first key on
  assert.equal(await queue.flush(), "saved");
});

test("what is refused stays, is told, and does not hold up the others", async () => {
  const device = new Map();
  const post = (_, [{ id }]) => (id === "bad" ? refuse(400, { error: "No" }) : Promise.resolve({}));
  const queue = open({ device, post });
  queue.add(entry("bad"));
  queue.add(entry("good"));
  assert.equal(await queue.flush(), "refused");
  assert.deepEqual([...device.keys()], ["bad"]);

  queue.add(entry("another"));
  assert.equal(await queue.flush(), "refused"); // the next success does not say "saved"
});

test("signed out is told apart from a cut line, and both are tried again", async () => {
  const answers = [401, 403, 0, 500, 429];
  const said = [];
  const post = () => (answers.length ? refuse(answers.shift()) : Promise.resolve({}));
  const queue = open({ device: new Map(), post });
  queue.add(entry("a"));
  for (let turn = 0; turn < 6; turn++) said.push(await queue.retry());
  assert.deepEqual(said, ["signed-out", "signed-out", "waiting", "waiting", "waiting", "saved"]);
});

test("a change that is on its way is not amended by the next key", async () => {
  let answer = () => {};
  const bodies = [];
  const post = (_, [{ body }]) => {
    bodies.push(body);
    return new Promise((resolve) => {
      answer = () => resolve({});
    });
  };
  const queue = open({ device: new Map(), post });
  queue.add(entry("a"));
  const sent = queue.flush();
  assert.equal(queue.entries[0].tried, true);
  queue.add({ ...entry("b"), body: "a and b" });
  answer();
  await tick();
  answer();
  await sent;
  assert.deepEqual(bodies, ["a", "a and b"]);
});
