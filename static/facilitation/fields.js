// A form's fields as lists of words, by name: what is ticked, what is chosen, what is typed.

const IGNORED = new Set(["csrfmiddlewaretoken", "seen", "once"]);

/** @param {HTMLFormElement} form @param {string} name */
const inputs = (form, name) =>
  /** @type {any[]} */ ([...form.elements]).filter(
    (input) => input.name === name && isField(input),
  );

const isField = (input) =>
  input.name && !IGNORED.has(input.name) && !["submit", "button", "hidden"].includes(input.type);
const isChoice = (input) => input.type === "checkbox" || input.type === "radio";

/** @param {HTMLFormElement} form @returns {string[]} */
export function namesOf(form) {
  const fields = /** @type {any[]} */ ([...form.elements]).filter(isField);
  return [...new Set(fields.map((input) => input.name))];
}

/** What a field says: now, or as the page came from the server.
 *  @param {HTMLFormElement} form @param {string} name @returns {string[]} */
export function valuesOf(form, name, original = false) {
  const values = inputs(form, name)
    .filter((input) => !isChoice(input) || (original ? input.defaultChecked : input.checked))
    .map((input) => (original && !isChoice(input) ? originalOf(input) : input.value));
  return values.filter((value) => value !== "");
}

function originalOf(input) {
  if (input.type !== "select-one") return input.defaultValue;
  return [...input.options].find((option) => option.defaultSelected)?.value ?? "";
}

/** @param {HTMLFormElement} form @param {string} name @param {string[]} values */
export function setValue(form, name, values) {
  for (const input of inputs(form, name)) {
    if (isChoice(input)) input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
}

/** The words of a field's value, as one would say them.
 *  @param {HTMLFormElement} form @param {string} name @param {string[]} values */
export function inWords(form, name, values) {
  const choices = inputs(form, name).filter(isChoice);
  const chosen = choices.filter((input) => values.includes(input.value));
  const words = chosen.map((input) => input.closest("label")?.textContent.trim() ?? input.value);
  return (choices.length ? words : values).join(", ");
}

/** Whether two values say the same: order and outer spaces do not count, as on the server.
 *  @param {string[]} a @param {string[]} b */
export function same(a, b) {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

const plain = (values) =>
  values
    .map((value) => value.trim().replace(/\s+/g, " "))
    .filter(Boolean)
    .sort();

/** Where a message about a field goes: after the group of questions that it is in.
 *  @param {HTMLFormElement} form @param {string} name */
export function placeOf(form, name) {
  const [input] = inputs(form, name);
  return input?.closest("[data-item], .field, fieldset") ?? input;
}

/** @param {HTMLFormElement} form @param {string} name */
export const hasFocus = (form, name) => inputs(form, name).includes(document.activeElement);
