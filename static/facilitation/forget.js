// What pages keep on this device of people about whom everything was deleted goes, too.

import { names, remove } from "./device.js";

const place = /** @type {HTMLElement} */ (document.querySelector('[data-module="forget"]'));
const sessions = (place.dataset.sessions ?? "").split(" ");
for (const name of names("")) if (sessions.includes(name.split(".")[0])) remove(name);
