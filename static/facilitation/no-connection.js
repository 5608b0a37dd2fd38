// Says that something needs the connection: at the foot of a session's step, or under the form.

import { announce } from "./announce.js";

export const BACK =
  "That needs the connection, which is gone just now. Nothing is lost: try again later.";

/** @param {string} words
 *  @param {Element} [form] what was pressed, on a page without a foot of its own */
export function tell(words, form) {
  const shown = document.querySelector("[data-needs-connection]");
  const notice = shown ?? document.createElement("p");
  if (!shown) {
    notice.className = "notice";
    notice.setAttribute("data-needs-connection", "");
    const foot = document.querySelector(".session .footer");
    if (foot) foot.prepend(notice);
    else form?.append(notice);
  }
  if (notice.textContent !== words || form) announce(words);
  notice.textContent = words;
}
