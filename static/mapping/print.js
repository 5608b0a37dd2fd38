// A button that prints the page; without script, the browser's own menu does.

for (const button of document.querySelectorAll('[data-module="print"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
