// Which part of the list is open, and what it is narrowed to, without leaving the page. Without this
// script links and forms do the same.

import { keepPlace } from "./place.js";

const OPEN = 2; // sections at a time, as the server has it
const TROUBLE = "This could not be loaded just now. Please try again.";

/** `draw(data)` draws the map anew, `say(words)` says what changed. */
export function watchFinder(root, { draw, say }) {
  const results = root.querySelector("[data-results]");
  /** @type {HTMLSelectElement} */
  const jump = root.querySelector("#jump");
  const sections = () => [...results.querySelectorAll("[data-section]")];

  /** Opens the section of that number and the next, and closes the others. */
  function open(number) {
    const all = sections();
    const first = Math.max(
      all.findIndex(({ dataset }) => dataset.section === number),
      0,
    );
    for (const [place, section] of all.entries()) {
      section.hidden = place < first || place >= first + OPEN;
    }
    const now = all[first]?.dataset.section;
    for (const link of root.querySelectorAll("[data-index] [data-go]")) {
      link.toggleAttribute("aria-current", link.dataset.go === now);
      if (link.dataset.go === now) link.setAttribute("aria-current", "true");
    }
    if (now) jump.value = now;
    return all[first];
  }

  function goTo(number) {
    const section = open(number);
    draw();
    const query = new URLSearchParams(location.search);
    query.set("section", number);
    history.replaceState(null, "", `?${query}`);
    section.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  }

  let last = Promise.resolve();

  /** One after the other: what was asked for first is never put over what was asked for later. */
  function load(url, options = {}) {
    const turn = last.then(() => replace(url, options));
    last = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  /** Puts the page that is answered in place of the results shown; true when there was one. */
  async function replace(url, options) {
    const headers = { Accept: "text/html" };
    const response = await fetch(url, { headers, ...options }).catch(() => null);
    if (!response?.ok) return say(TROUBLE);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-results]");
    if (!fresh) return location.assign(response.url);
    const current = jump.value;
    results.replaceChildren(...fresh.childNodes);
    for (const part of ["[data-index]", "#jump", "[data-narrowed]"]) {
      root.querySelector(part)?.replaceChildren(...page.querySelector(part).childNodes);
    }
    open(current);
    draw(JSON.parse(page.querySelector("#map-data").textContent));
    const count = results.querySelectorAll(".result").length;
    say(count === 1 ? "1 result" : `${count} results`);
    return true;
  }

  root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-go], a[data-more]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.go) return goTo(link.dataset.go);
    await unfold(link);
  });

  /** Shows the rest of a section, and leads to the first that is new. */
  async function unfold(link) {
    const { section } = link.closest("[data-section]").dataset;
    const seen = new Set([...results.querySelectorAll(".result")].map(({ id }) => id));
    const url = link.getAttribute("href").split("#")[0];
    if (!(await load(url))) return;
    history.replaceState(null, "", url);
    const all = results.querySelectorAll(`[data-section="${section}"] .result`);
    const added = [...all].filter(({ id }) => !seen.has(id));
    added[0]?.focus();
    say(added.length === 1 ? "1 more" : `${added.length} more`);
  }

  jump.addEventListener("change", () => goTo(jump.value));
  watchFilters(root, load);
  watchWords(root, load);
  watchFold(root);
  keepPlace(root, load);
}

function watchFilters(root, load) {
  /** @type {HTMLFormElement} */
  const filters = root.querySelector("[data-filters]");
  filters?.addEventListener("change", async () => {
    // a form's entries are pairs, which is what it takes; TypeScript expects no files among them
    const chosen = /** @type {any} */ (new FormData(filters));
    const url = `?${new URLSearchParams(chosen)}`;
    if (!(await load(url))) return;
    const section = new URLSearchParams(location.search).get("section");
    history.replaceState(null, "", section ? `${url}&section=${section}` : url);
  });
}

function watchWords(root, load) {
  /** @type {HTMLFormElement} */
  const form = root.querySelector("[data-search]");
  if (!form) return;
  /** @type {HTMLInputElement} */
  const words = form.querySelector("[name=words]");
  let last = words.value;
  const search = () => {
    if (words.value === last) return;
    last = words.value;
    load(form.action, { method: "POST", body: new FormData(form) });
  };
  words.addEventListener("change", search);
  words.addEventListener("search", search); // its own cross
  form.addEventListener("submit", search);
}

/** Forms that need no button here, and the button that unfolds them where there is little room. */
function watchFold(root) {
  for (const form of root.querySelectorAll("[data-finder] form")) {
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  }
  const finder = root.querySelector("[data-finder]");
  const button = finder.querySelector("[data-finder-open]");
  button.hidden = false;
  finder.classList.add("finder--folds");
  button.addEventListener("click", () => {
    const isOpen = finder.classList.toggle("finder--open");
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) finder.querySelector(".finder__parts :is([type=search], select)").focus();
  });
}
