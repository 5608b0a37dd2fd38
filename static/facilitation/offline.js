// What the service worker shows when a step cannot be loaded: its copy on this device, if there is
// one that this user can read; or else that the connection is needed.

import * as device from "./device.js";

const session = location.pathname.match(/\/sessions\/([0-9a-f-]{36})\//)?.[1];
const page = session && (await device.read(`${session}.page.${location.pathname}`));
if (page) {
  document.open();
  document.write(page.replace("<html ", '<html data-kept="yes" '));
  document.close();
} else {
  const again = () => location.reload();
  addEventListener("online", again);
  // who goes elsewhere is not brought back
  addEventListener("beforeunload", () => removeEventListener("online", again));
  document.querySelector("[data-try]").addEventListener("click", again);
  document.querySelector("[data-back]").addEventListener("click", () => history.back());
}
