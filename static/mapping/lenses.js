// One question at a time, asked on the picture: who helps with my health, with everyday things, with
// how I feel, and how often. A press on somebody answers it.

import { HOW_OFTEN } from "./phrases.js";
import { placed } from "./placing.js";

/** @param {object} map
 *  @param {HTMLElement} map.root
 *  @param {Store} map.store
 *  @param {Phrases} map.phrases
 *  @param {string[]} map.nobody the kinds of work of which it was said that nobody does them
 *  @param {() => void} map.changed
 *  @param {(text: string) => void} map.say */
export function createLenses({ root, store, phrases, nobody, changed, say }) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const [title, panel, naming] = ["title", "lens-panel", "naming"].map(find);
  const first = title.textContent;
  let lens = "";

  const buttons = [...find("lenses").querySelectorAll("a")].map(asButton);

  function asButton(link) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.textContent = link.textContent;
    Object.assign(button.dataset, link.dataset);
    button.dataset.paper = link.href;
    button.addEventListener("click", () => {
      look(link.dataset.value);
      say(lens ? `${title.textContent} ${find("count").textContent}` : title.textContent);
      title.scrollIntoView({ block: "nearest" }); // the question, above the picture on a tablet
    });
    link.replaceWith(button);
    return button;
  }

  function look(value) {
    const button = buttons.find(({ dataset }) => dataset.value === value) ?? buttons[0];
    lens = button.dataset.value;
    for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
    title.textContent = button.dataset.question ?? first;
    panel.hidden = !lens;
    if (naming) naming.hidden = Boolean(lens);
    find("about").textContent = button.dataset.about ?? "";
    find("often").hidden = lens !== HOW_OFTEN;
    find("paper").href = button.dataset.paper;
    changed();
  }

  /** What stands under the names of those who stand out. */
  function notes() {
    if (!lens) return null;
    const said = Object.entries(placed(store.members)).map(
      ([id, member]) => /** @type {[string, string]} */ ([id, phrases.note(member, lens)]),
    );
    return Object.fromEntries(said.filter(([, note]) => note));
  }

  /** Counts, and says what was not asked yet. */
  function draw() {
    if (!lens) return;
    const number = Object.keys(notes()).length;
    find("count").textContent = number === 1 ? "1 person" : `${number} people`;
    const answered = lens !== HOW_OFTEN && nobody.includes(lens);
    if (!number) find("count").textContent = answered ? "Nobody" : "Not asked yet";
    const people = Object.values(placed(store.members)).filter((member) => !member.tie_status);
    const left = people.length - number;
    find("unasked").textContent =
      lens === HOW_OFTEN && number && left ? `· ${left} not asked yet` : "";
    drawNobody(number, answered);
  }

  function drawNobody(number, answered) {
    const form = find("nobody");
    if (!form) return;
    form.hidden = lens === HOW_OFTEN || number > 0;
    form.elements.work.value = lens;
    form.querySelector("[data-nobody-does]").hidden = answered;
    form.querySelector("[data-somebody-does]").hidden = !answered;
  }

  /** Adds somebody to those who help, or takes them off again. */
  function answer(id) {
    const member = store.members[id];
    const now = lens === HOW_OFTEN ? { frequency: otherwise(member) } : { work: worked(member) };
    store.commit(id, { ...member, ...now });
    say(find("count").textContent); // that it is pressed or not says itself
  }

  function otherwise({ frequency }) {
    const chosen = find("often").querySelector("input:checked").value;
    return frequency === chosen ? "" : chosen;
  }

  function worked({ work }) {
    const all = Object.keys(phrases.works);
    return all.filter((each) => (each === lens) !== work.includes(each));
  }

  return { look, notes, draw, answer, isOpen: () => Boolean(lens) };
}
