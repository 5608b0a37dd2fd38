import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";

import { advance, apply, equal, merge, NO_STEPS } from "../../static/mapping/changes.js";
import { createStore } from "../../static/mapping/store.js";
import { randomly } from "./random.js";

globalThis.crypto ??= webcrypto; // Node 18, which Debian 12 has, asks for this
const cases = JSON.parse(readFileSync(new URL("../mapping/changes_cases.json", import.meta.url)));
const state = (part) => part && { ...cases.ann, ...part };

for (const { why, current, before, after, state: expected, overlaps } of cases.merge) {
  test(`merging: ${why}`, () => {
    assert.deepEqual(merge(state(current), state(before), state(after)), {
      state: state(expected),
      overlaps,
    });
  });
}

for (const { log, undoable, redoable } of cases.stacks) {
  test(`after ${log.join(", ") || "nothing"}`, () => {
    const steps = log.map((words) => {
      const [kind, of] = words.split(" ");
      return of ? { id: words, kind, of } : { id: words, kind: "do" };
    });
    const result = steps.reduce(advance, NO_STEPS);
    assert.deepEqual(
      result.undoable.map((step) => step.id),
      undoable,
    );
    assert.deepEqual(
      result.redoable.map((step) => step.id),
      redoable,
    );
  });
}

test("any sequence of changes, undone, gives back the first state; redone, the last", () => {
  randomly(200, (random) => {
    const first = Object.fromEntries(
      ["a", "b", "c"].slice(random.below(4)).map((id) => [id, state({ name: id })]),
    );
    const store = createStore({ number: 0, members: first, undoable: [], redoable: [] });
    for (let step = 0; step < 25; step += 1) change(store, random);
    const last = store.members;
    while (store.undo());
    assert.deepEqual(store.members, first);
    while (store.redo());
    assert.deepEqual(store.members, last);
  });
});

test("undo and redo mixed into any sequence: undone, still the first state", () => {
  randomly(200, (random) => {
    const store = createStore({ number: 0, members: {}, undoable: [], redoable: [] });
    for (let step = 0; step < 40; step += 1) {
      [() => change(store, random), store.undo, store.redo][random.pick([0, 0, 1, 2])]();
    }
    while (store.undo());
    assert.deepEqual(store.members, {});
  });
});

test("the map shown is the same whether the server has confirmed the changes or not", () => {
  randomly(100, (random) => {
    const store = createStore({ number: 0, members: {}, undoable: [], redoable: [] });
    for (let step = 0; step < 20; step += 1) change(store, random);
    const [shown, undoable] = [store.members, store.steps.undoable.map((step) => step.id)];
    const sent = store.pending.slice(0, random.below(21));
    store.receive({ changes: sent.map((each, index) => ({ ...each, number: index + 1 })) }, sent);
    assert.deepEqual(store.members, shown);
    assert.deepEqual(
      store.steps.undoable.map((step) => step.id),
      undoable,
    );
  });
});

test("a change that leaves everything as it is is no change", () => {
  const store = createStore({ number: 0, members: { a: state({}) }, undoable: [], redoable: [] });
  assert.equal(store.commit("a", state({})), null);
  assert.deepEqual(store.pending, []);
});

test("applying does not touch the map it was given", () => {
  const members = Object.freeze({ a: state({}) });
  assert.deepEqual(apply(members, { member: "a", before: state({}), after: null }), {});
  assert.ok(equal(members.a, state({})));
});

function change(store, random) {
  const id = random.pick(["a", "b", "c", "d", "e"]);
  const name = random.pick(["Ann", "Raj", "Maya"]);
  const after =
    random.below(4) === 0 ? null : state({ ...store.members[id], name, ring: 1 + random.below(3) });
  return store.commit(id, after);
}
