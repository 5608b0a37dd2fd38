// Shows what the first rows say under the column that is chosen.

const questions = document.querySelector("[data-module=match]");
if (questions) begin(questions);

/** @param {Element} root */
function begin(root) {
  const source = document.getElementById("examples");
  if (!source) throw new Error("match: the page has no examples");
  /** @type {Record<string, string[]>} */
  const examples = JSON.parse(source.textContent ?? "{}");
  root.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) show(root, event.target, examples);
  });
}

/**
 * @param {Element} root
 * @param {HTMLSelectElement} select
 * @param {Record<string, string[]>} examples
 */
function show(root, select, examples) {
  const place = root.querySelector(`[data-examples="${CSS.escape(select.name)}"]`);
  if (!place) return;
  const chosen = [...select.selectedOptions].flatMap((option) => examples[option.value] ?? []);
  place.replaceChildren(...chosen.map(span));
}

/** @param {string} text */
function span(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}
