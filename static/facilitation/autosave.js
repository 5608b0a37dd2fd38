// Saves a form as its fields change: each field that was changed is a change of its own, merged on
// the server with what other windows saved meanwhile. The form's own button works without it.

import { announce } from "./announce.js";
import { showErrors, showWhole } from "./field-errors.js";
import { hasFocus, inWords, namesOf, placeOf, same, setValue, valuesOf } from "./fields.js";
import { newEntry, queue, restore } from "./session-queue.js";

const PAUSE = 500; // ms after the last key

/** @param {HTMLFormElement} form */
export function autosave(form) {
  const { pathname, search } = new URL(form.action);
  const url = pathname + search;
  /** What the server has, as far as this page was told. @type {Record<string, string[]>} */
  const confirmed = {};
  for (const name of namesOf(form)) confirmed[name] = valuesOf(form, name, true);

  const own = () => queue.entries.filter((entry) => entry.url === url);
  const sides = (entry, name) => entry.body.fields[name];
  /** What the server will have when all that was sent has arrived. */
  const expected = (name) =>
    own().findLast((entry) => entry.tried && !entry.refused && sides(entry, name))?.body.fields[
      name
    ].after ?? confirmed[name];

  function changed(name) {
    if (!(name in confirmed)) return;
    const open = own().find((entry) => !entry.tried && !entry.refused);
    // what was refused is tried again with it: it may have been wrong because of this field
    const refused = own().filter((entry) => entry.refused);
    const parts = [...refused, ...(open ? [open] : [])].map((entry) => entry.body.fields);
    /** @type {Record<string, FieldSides>} */
    const fields = Object.assign({}, ...parts);
    for (const entry of refused) queue.drop(entry);
    const before = fields[name]?.before ?? expected(name);
    fields[name] = { before, after: valuesOf(form, name) };
    if (same(fields[name].before, fields[name].after)) delete fields[name];
    const body = { fields };
    if (open && !Object.keys(fields).length) queue.drop(open);
    else if (open) queue.amend(open, body, PAUSE);
    else if (Object.keys(fields).length) queue.add(newEntry("fields", url, body), PAUSE);
    show();
  }

  function show(whole = "") {
    showErrors(form, own());
    showWhole(form, whole);
  }

  function done({ errors, overlaps, saved, now }, [entry]) {
    const wrong = {};
    for (const [name, { before, after }] of Object.entries(entry.body.fields)) {
      if (name in saved) rebase(name, after, saved[name]);
      else wrong[name] = { before, after };
    }
    if (Object.keys(wrong).length) refuse(wrong, errors);
    for (const name of Object.keys(overlaps)) tell(name, overlaps[name]);
    for (const name of Object.keys(now)) takeIn(name, now[name], saved);
    show();
  }

  /** What is typed on top of `after` is a change of what the server made of it. */
  function rebase(name, after, saved) {
    for (const entry of own()) {
      const later = sides(entry, name);
      if (later && same(later.before, after)) later.before = saved;
    }
  }

  function refuse(fields, errors) {
    const why = Object.values(errors)[0]?.[0] ?? "This could not be saved.";
    queue.add({ ...newEntry("fields", url, { fields, errors }), refused: why });
  }

  /** Shows what another window made of a field that is not being changed here. */
  function takeIn(name, value, saved) {
    if (!(name in confirmed)) return;
    const free = !own().some((entry) => sides(entry, name)) && !hasFocus(form, name);
    if (free && !same(valuesOf(form, name), value)) {
      setValue(form, name, value);
      form.dispatchEvent(new CustomEvent("genie:taken-in", { bubbles: true }));
    }
    if (free || same(valuesOf(form, name), value)) confirmed[name] = value;
    else if (name in saved) confirmed[name] = saved[name];
  }

  /** Both windows changed it differently: this one's stays, and the other one's is offered. */
  function tell(name, theirs) {
    const place = placeOf(form, name);
    if (!place) return;
    const notice = document.createElement("div");
    const words = document.createElement("p");
    const button = document.createElement("button");
    notice.className = "notice row row--apart";
    const said = inWords(form, name, theirs);
    words.textContent = said
      ? `Another window changed this to “${said}”. What you put is kept.`
      : "Another window emptied this. What you put is kept.";
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = "Take the other one";
    button.addEventListener("click", () => {
      notice.remove();
      setValue(form, name, theirs);
      form.dispatchEvent(new CustomEvent("genie:taken-in", { bubbles: true }));
      changed(name);
    });
    notice.append(words, button);
    place.querySelector(":scope > .notice")?.remove();
    place.append(notice);
    announce(words.textContent);
  }

  queue.handle(url, {
    pack: ([{ id, body }]) => ({ id, fields: body.fields }),
    done,
    refuse: (batch, { error }) => {
      for (const entry of batch) entry.body.errors = {};
      show(error);
    },
  });
  restore(url, (entries) => {
    for (const entry of entries) {
      for (const [name, { after }] of Object.entries(entry.body.fields))
        setValue(form, name, after);
    }
    form.dispatchEvent(new CustomEvent("genie:taken-in", { bubbles: true }));
  });
  // a change may have others of the same question in its wake: "Prefer not to say"
  form.addEventListener("input", (event) => changed(event.target.name));
  form.addEventListener("change", (event) => changed(event.target.name));
  form.addEventListener("focusout", () => showErrors(form, own()));
  // what was typed, or put back by the browser, before this script was there
  for (const name of namesOf(form)) {
    if (
      !own().some((entry) => sides(entry, name)) &&
      !same(valuesOf(form, name), confirmed[name])
    ) {
      changed(name);
    }
  }
  return { changed };
}

for (const form of document.querySelectorAll('form[data-module~="autosave"]')) {
  autosave(/** @type {any} */ (form));
}
