// Choosing up to three without leaving the page of results. Without this script the same forms do it.

import { post } from "../facilitation/http.js";

const PROBLEM = "This could not be saved just now. Please try again.";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-choose], [data-unchoose]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const fromTray = form.hasAttribute("data-unchoose");
  const { answer, message } = await send(form);
  if (answer?.chosen) show(answer);
  const detail = { chosen: answer?.chosen, message };
  document.dispatchEvent(new CustomEvent("genie:chosen", { detail }));
  delete form.dataset.busy;
  if (fromTray) document.querySelector("[data-tray] button, #tray-title")?.focus();
});

async function send(form) {
  try {
    const answer = await post(form.action, new FormData(form));
    return { answer, message: answer.said };
  } catch (error) {
    return { answer: error.answer, message: error.answer?.error ?? PROBLEM };
  }
}

function show({ chosen, tray }) {
  document.querySelector("[data-tray]").outerHTML = tray;
  document.querySelector("#tray-title").tabIndex = -1;
  for (const form of document.querySelectorAll("[data-choose]")) {
    paint(form, chosen.includes(form.dataset.choose));
  }
}

function paint(form, isChosen) {
  const { chooseUrl, unchooseUrl } = form.dataset;
  form.action = isChosen ? unchooseUrl : chooseUrl;
  form.querySelector("[data-choose-word]").textContent = isChosen ? "✓ Chosen" : "Choose";
  form.querySelector("[data-choose-button]").classList.toggle("button--second", !isChosen);
}
