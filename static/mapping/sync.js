// Two windows on one map: what the other one did is taken in and said; nothing is overwritten
// without a word, and what was made here stays until someone decides otherwise.

import { queue } from "../facilitation/session-queue.js";

const POLL_INTERVAL = 15_000;
const SET_BACK =
  "The map was set back to an earlier moment, as after a fault. This is what is saved now: please look whether something is missing.";
const setBack = (session) => `genie.network.set-back.${session}`;

/** What is true is what the server has: shows it, when all that was made here has arrived.
 *  @param {string} session */
export async function startFromWhatIsSaved(session) {
  await queue.flush();
  sessionStorage.setItem(setBack(session), "yes");
  location.reload();
}

/** @param {object} map
 *  @param {Store} map.store
 *  @param {Sender} map.sender
 *  @param {string} map.session
 *  @param {Notices} map.notices
 *  @param {Phrases} map.phrases */
export function syncWindows({ store, sender, session, notices, phrases }) {
  const channel = new BroadcastChannel(`genie.network.${session}`);
  channel.onmessage = () => sender.poll();
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && sender.poll(),
  );
  setInterval(() => document.visibilityState === "visible" && sender.poll(), POLL_INTERVAL);

  store.subscribe(({ elsewhere, refused, overlaps, sent }) => {
    if (!elsewhere) return;
    if (sent.length) channel.postMessage("changed");
    const [overlap] = Object.keys(overlaps);
    const [no] = Object.values(refused);
    if (no) show(`That could not be saved. ${no}`);
    else if (overlap) offer(sent, overlap, overlaps[overlap]);
    else if (elsewhere.length) tell(elsewhere);
  });

  function show(text, choices = []) {
    notices.offer(text, choices);
    notices.say(text);
  }

  function tell(elsewhere) {
    show(`In another window: ${elsewhere.map(phrases.told).join("; ")}.`);
  }

  /** What was made here stays, and the other window's state can be taken instead. */
  function offer(sent, overlap, theirs) {
    const own = sent.find((change) => change.id === overlap);
    const { name } = own.after ?? own.before;
    const told = phrases.told({ before: own.before, after: theirs });
    const also = `${name} was changed in another window too: ${told}.`;
    show(`${also} This map keeps what you did here.`, [
      ["Take the other one", () => store.commit(own.member, theirs)],
    ]);
  }

  if (sessionStorage.getItem(setBack(session))) {
    sessionStorage.removeItem(setBack(session));
    show(SET_BACK);
  }
  sender.flush();
}
