// The map as this window has it: what the server confirmed, and on top of it what is not saved yet.

import { advance, apply, equal, merge, NO_STEPS, repetition, reversal } from "./changes.js";

/** @param {{number: number, members: Members} & Steps} data the server's map when the page was made
 *  @param {Change[]} waiting changes that an earlier page left behind, in order */
export function createStore(data, waiting = []) {
  let confirmed = data.members;
  let confirmedSteps = { undoable: data.undoable, redoable: data.redoable };
  let number = data.number;
  let pending = [...waiting];
  /** @type {Members} */
  let shown = {};
  let steps = NO_STEPS;
  /** @type {((news: News) => void)[]} */
  const listeners = [];

  /** @param {News} news */
  function refresh(news = {}) {
    shown = pending.reduce(apply, confirmed);
    steps = pending.reduce(advance, confirmedSteps);
    for (const listener of listeners) listener(news);
  }

  /** Makes a change of one member and keeps it to be sent; returns it, or null if it is none.
   *  @param {string} member
   *  @param {Member | null} after
   *  @param {Partial<Change>} step
   *  @returns {Change | null} */
  function commit(member, after, { kind = "do", of = null, before = shown[member] ?? null } = {}) {
    const { state } = merge(shown[member] ?? null, before, after);
    if (kind === "do" && equal(shown[member], state)) return null;
    const change = {
      id: crypto.randomUUID(),
      member,
      kind,
      of,
      before: shown[member] ?? null,
      after: state,
    };
    pending.push(change);
    refresh({ change });
    return change;
  }

  /** @param {keyof Steps} list
   *  @param {(change: Change) => Change} make */
  function step(list, make) {
    const last = steps[list].at(-1);
    return last ? commit(last.member, make(last).after, make(last)) : null;
  }

  /** Takes in the server's answer to `sent`: what is confirmed, what others did, what is refused.
   *  @param {Answer} answer
   *  @param {Change[]} sent */
  function receive(answer, sent = []) {
    const own = new Set(sent.map((change) => change.id));
    const before = shown;
    for (const change of answer.changes.filter((each) => each.number > number)) {
      const { [change.member]: _, ...others } = confirmed;
      confirmed = change.after ? { ...others, [change.member]: change.after } : others;
      confirmedSteps = advance(confirmedSteps, change);
      number = change.number;
    }
    const elsewhere = answer.changes.filter(
      (change) => !own.has(change.id) && !pending.some((p) => p.id === change.id),
    );
    pending = pending.filter((change) => !own.has(change.id));
    refresh({
      elsewhere,
      refused: answer.refused ?? {},
      overlaps: answer.overlaps ?? {},
      sent,
      before,
    });
  }

  refresh();
  return {
    commit,
    receive,
    undo: () => step("undoable", reversal),
    redo: () => step("redoable", repetition),
    /** @param {(news: News) => void} listener */
    subscribe: (listener) => listeners.push(listener),
    get members() {
      return shown;
    },
    get pending() {
      return [...pending];
    },
    get number() {
      return number;
    },
    get steps() {
      return steps;
    },
  };
}
