// Choosing up to three without leaving the page of results, by the session's save queue. Without this
// script the same forms do it.

import { newEntry, queue } from "../facilitation/session-queue.js";

const WAITS = "This is kept here, and chosen when the connection is back.";
const busy = new Map(); // a form by the id of its change

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-choose], [data-unchoose]");
  if (!form) return;
  event.preventDefault();
  if ([...busy.values()].includes(form)) return;
  const { csrfmiddlewaretoken: _, ...body } = Object.fromEntries(
    new FormData(/** @type {any} */ (form)),
  );
  const entry = newEntry("choice", new URL(form.action).pathname, body);
  busy.set(entry.id, form);
  queue.add(entry);
  const state = await queue.flush();
  if (busy.has(entry.id) && state !== "saved") tell({ message: WAITS });
});

queue.handle("choice", {
  pack: ([{ id, body }]) => new URLSearchParams({ ...body, once: id }),
  done: (answer, [entry]) => finish(entry, answer, answer.said ?? ""),
  refuse([entry], answer) {
    queue.drop(entry); // it is said, and nothing is kept for later
    finish(entry, answer, answer.error);
  },
});

function finish(entry, answer, message) {
  const fromTray = busy.get(entry.id)?.hasAttribute("data-unchoose");
  busy.delete(entry.id);
  if (answer.chosen) show(answer);
  tell({ chosen: answer.chosen, message });
  if (fromTray) document.querySelector("[data-tray] button, #tray-title")?.focus();
}

/** @param {{chosen?: string[], message: string}} detail */
function tell(detail) {
  document.dispatchEvent(new CustomEvent("genie:chosen", { detail }));
}

function show({ chosen, tray }) {
  document.querySelector("[data-tray]").outerHTML = tray;
  document.querySelector("#tray-title").tabIndex = -1;
  for (const form of document.querySelectorAll("[data-choose]")) {
    paint(form, chosen.includes(form.dataset.choose));
  }
}

function paint(form, isChosen) {
  const { chooseUrl, unchooseUrl } = form.closest("[data-choose-url]").dataset;
  form.action = isChosen ? unchooseUrl : chooseUrl;
  form.querySelector("[data-choose-word]").textContent = isChosen ? "✓ Chosen" : "Choose";
  form.querySelector("[data-choose-button]").classList.toggle("button--second", !isChosen);
}
