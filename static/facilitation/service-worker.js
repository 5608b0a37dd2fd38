// Shows the steps of an open session when there is no connection. It keeps our own scripts, styles
// and one page without anybody's data; what a person said is kept, encrypted, by the pages themselves
// (device.js, kept-pages.js). Served at /service-worker.js with `self.genie` put before it.

// @ts-nocheck: TypeScript knows the types of a page or of a worker, not of both at once

const { cache: CACHE, shell: SHELL, assets: ASSETS, staticPath: STATIC } = self.genie;
const SESSIONS = "/sessions/";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});

async function fill() {
  const cache = await caches.open(CACHE);
  // without the log-in: the page names nobody
  await cache.addAll([new Request(SHELL, { credentials: "omit" }), ...ASSETS]);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

async function tidy() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(SESSIONS)) {
    event.respondWith(fetch(request).catch(() => instead(request)));
  } else if (request.method === "GET" && pathname.startsWith(STATIC)) {
    event.respondWith(asset(request));
  }
});

/** A step from the device; a button that needs the server leads back to where one was. */
function instead(request) {
  const back = request.referrer?.split("#")[0];
  if (request.method !== "GET" && back) return Response.redirect(`${back}#needs-connection`, 303);
  return caches.match(SHELL);
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) cache.put(request, fresh.clone());
    return fresh;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}
