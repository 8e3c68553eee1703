// The service worker: what a phone and a desk have without a network. It is registered by the verification
// page, by e-visa and V-Pass, and by the desk. Pages of travellers' applications, of staff and of the border
// are never kept, but for one that has nothing about a traveller: the desk without a network.
import { atTheDesk, keepDesk } from "./desk.js";
import { fill, forgetOldStores, isKept, keepPass, keptAs, networkFirst } from "./kept.js";
import { beforeStaff, paid } from "./signed-out.js";

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOldStores().then(() => self.clients.claim())));

/** Keeps the desk's page; false for a page that came past this worker after its officer had signed out. */
async function desk(port) {
  const wasOut = await paid().catch(() => true);
  port?.postMessage(!wasOut);
  if (!wasOut) await keepDesk().catch(() => {});
}

self.addEventListener("message", (event) => {
  if (event.data?.desk) event.waitUntil(desk(event.ports[0]));
  const path = event.data?.keep;
  if (typeof path !== "string") return;
  event.waitUntil(keepPass(path).then((kept) => event.ports[0]?.postMessage(kept)));
});

/** The answer that is kept, or as it is kept on the way; null for what is none of this worker's. */
function kept(event, url) {
  if (event.request.method !== "GET") return null;
  const name = isKept(url);
  return name ? () => networkFirst(event, name, keptAs(url)) : null;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  const next = atTheDesk(event.request, url.pathname) ?? kept(event, url);
  const answer = beforeStaff(event.request, url.pathname, next) ?? next;
  if (answer) event.respondWith(answer());
});
