// Shows how far an import is, and the report when it is done.

const EVERY = 1500; // milliseconds

const root = document.querySelector("[data-module=import]");
if (root) watch();

async function watch() {
  const answer = await ask();
  if (answer && !answer.working) {
    window.location.reload();
    return;
  }
  if (answer) {
    root.querySelector("progress").value = answer.done;
    root.querySelector("[data-import=done]").textContent = answer.done;
  }
  window.setTimeout(watch, EVERY);
}

async function ask() {
  try {
    const response = await fetch(root.dataset.progress);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // asked again in a moment
  }
}
