// About you: "Prefer not to say" takes the other choices off; the postcode is looked up at once.

import { announce } from "./announce.js";
import { post } from "./http.js";

const form = document.querySelector('form[data-module~="about"]');
if (!form) throw new Error('about.js: no form with data-module="about"');
// what is no postcode at all, the form says beside the field
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?[\s.-]*\d[a-z]{2}$/i;

form.addEventListener("change", (event) => {
  if (event.target.name === "conditions" && event.target.checked) keepApart(event.target);
  if (event.target.name === "postcode") {
    checkPostcode(event.target).then(announce);
  }
});

function keepApart(chosen) {
  for (const box of form.querySelectorAll('[name="conditions"]')) {
    if ((box.value === "not_said") !== (chosen.value === "not_said")) box.checked = false;
  }
}

/** Shows whether a postcode is known, and returns what it shows. */
async function checkPostcode(input) {
  const place = form.querySelector("[data-postcode-answer]");
  place.textContent = "";
  if (!POSTCODE.test(input.value.trim()) || !form.dataset.checkUrl) return "";
  const asked = input.value;
  try {
    const answer = await post(form.dataset.checkUrl, new URLSearchParams({ postcode: asked }));
    if (input.value !== asked) return "";
    place.textContent = answer.message ?? "";
    if (answer.meant) place.append(" ", offer(input, answer.meant));
    return answer.message;
  } catch {
    return ""; // whether it is known is a help, not a condition
  }
}

/** The other postcode that may have been meant, to be taken by a press. */
function offer(input, meant) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--second";
  button.textContent = `Yes, ${meant}`;
  button.addEventListener("click", () => {
    input.value = meant;
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return button;
}

const postcode = form.elements.postcode;
if (postcode?.value && !postcode.disabled) checkPostcode(postcode);
