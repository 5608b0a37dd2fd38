// What happened, said and shown: a line read out by screen readers, and notices with a choice.

import { announce } from "../facilitation/announce.js";

/** @param {HTMLElement} place where notices are shown */
export function createNotices(place) {
  /** @param {string} text @param {[string, () => void][]} choices buttons: label and what it does
   *  @param {() => void} closed what happens when it is closed without a choice */
  function offer(text, choices = [], closed = () => {}) {
    const notice = document.createElement("div");
    notice.className = "notice row row--apart";
    const words = document.createElement("span");
    words.textContent = text;
    /** @type {[string, () => void][]} */
    const all = [...choices, ["Close", closed]];
    const buttons = all.map(([label, act]) =>
      button(label, () => {
        notice.remove();
        act();
      }),
    );
    const group = document.createElement("span");
    group.append(...buttons);
    notice.append(words, group);
    place.replaceChildren(notice);
    return buttons[0];
  }

  return { say: announce, offer, clear: () => place.replaceChildren() };
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
