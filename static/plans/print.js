// The button that prints, and a change of look as soon as it is ticked.

const button = document.querySelector('[data-module="print"]');
button.hidden = false;
button.addEventListener("click", () => window.print());

const change = document.querySelector("[data-change]");
change.hidden = true;
change.form.addEventListener("change", () => change.form.submit());
