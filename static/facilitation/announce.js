// What screen readers read out, for every page: the one place that words are put for it.

const KEPT = 3; // what was said before goes, or whoever reads the page to its end meets all of it
const place = document.querySelector("[data-announced]");
if (!place) throw new Error("announce.js: nothing with data-announced");

/** Reads words out when there is a pause. A line of its own each time: the same words in place of the
 *  same words are not heard, nor is an element that comes with its words in it.
 *  @param {string | null | undefined} words */
export function announce(words) {
  if (!words?.trim()) return;
  const line = document.createElement("p");
  line.textContent = words;
  place.append(line);
  while (place.children.length > KEPT) place.firstElementChild.remove();
}

// what the page came with after something was done
for (const message of document.querySelectorAll("[data-read-out]")) announce(message.textContent);
