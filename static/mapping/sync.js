// Two windows on one map: what the other one did is taken in and said; nothing is overwritten
// without a word, and what was made here stays until someone decides otherwise.

const POLL_INTERVAL = 15_000;

/** @param {object} map {store, sender, session, notices, phrases} */
export function syncWindows({ store, sender, session, notices, phrases }) {
  const channel = new BroadcastChannel(`genie.network.${session}`);
  channel.onmessage = () => sender.poll();
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && sender.poll(),
  );
  addEventListener("online", () => sender.flush());
  setInterval(() => document.visibilityState === "visible" && sender.poll(), POLL_INTERVAL);

  store.subscribe(({ elsewhere, refused, overlaps, sent }) => {
    if (!elsewhere) return;
    if (sent.length) channel.postMessage("changed");
    const [overlap] = Object.keys(overlaps);
    const [no] = Object.values(refused);
    if (no) show(`That could not be saved. ${no}`);
    else if (overlap)
      choose(
        sent.find((change) => change.id === overlap),
        overlaps[overlap],
      );
    else if (elsewhere.length)
      show(`In another window: ${elsewhere.map(phrases.told).join("; ")}.`);
  });

  function show(text, choices = []) {
    notices.offer(text, choices);
    notices.say(text);
  }

  function choose(own, theirs) {
    const { name } = own.after ?? own.before;
    const text = `${name} was changed in another window too: ${tell(own.before, theirs)}. This map keeps what you did here.`;
    show(text, [["Take the other one", () => store.commit(own.member, theirs)]]);
  }

  const tell = (before, theirs) => phrases.told({ before, after: theirs });
  sender.flush();
}
