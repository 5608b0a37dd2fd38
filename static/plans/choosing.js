// Choosing up to three without leaving the page. Without this script the same forms do it.

import { post } from "../facilitation/http.js";

/** Answers the list's and the tray's forms in place; calls `onChange` with the ids chosen now. */
export function watchChoices(root, { onChange, say }) {
  root.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-choose], [data-unchoose]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const fromTray = form.hasAttribute("data-unchoose");
    try {
      show(root, await post(form.action, new FormData(form)), onChange);
      say("");
    } catch (error) {
      if (error.answer?.chosen) show(root, error.answer, onChange);
      say(error.answer?.error ?? "This could not be saved just now. Please try again.");
    }
    delete form.dataset.busy;
    if (fromTray) root.querySelector("[data-tray] button, #tray-title")?.focus();
  });
}

function show(root, { chosen, tray }, onChange) {
  root.querySelector("[data-tray]").outerHTML = tray;
  root.querySelector("#tray-title").tabIndex = -1;
  for (const form of root.querySelectorAll("[data-choose]")) {
    paint(form, chosen.includes(form.dataset.choose));
  }
  onChange(chosen);
}

function paint(form, isChosen) {
  const { chooseUrl, unchooseUrl } = form.dataset;
  form.action = isChosen ? unchooseUrl : chooseUrl;
  form.querySelector("[data-choose-word]").textContent = isChosen ? "✓ Chosen" : "Choose";
  form.querySelector("[data-choose-button]").classList.toggle("button--second", !isChosen);
}
