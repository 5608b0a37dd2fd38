// Signing out clears what pages keep on this device. Where that is unsaved work, say so first.

const UNSAVED = "genie.network.";

for (const form of document.querySelectorAll('[data-module="sign-out"]')) {
  let warned = false;
  form.addEventListener("submit", (event) => {
    const unsaved = Object.keys(localStorage).some((key) => key.startsWith(UNSAVED));
    if (!unsaved || warned) return;
    event.preventDefault();
    warned = true;
    const warning = document.createElement("p");
    warning.className = "notice notice--warning";
    warning.setAttribute("role", "alert");
    warning.textContent =
      "Some changes to a map are not saved yet. Open that map to save them. " +
      "Signing out now loses them.";
    document.getElementById("main").prepend(warning);
  });
}
