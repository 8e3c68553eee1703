// Keeps what a phone needs without a network: the verification page with its wasm, fonts and
// drawings, the published keys and the list of seals, and passes that were opened before. It is
// registered by the verification page and by the V-Pass. Everything is asked of the network first,
// so that nothing is older than it must be. Pages of travellers' applications, of staff and of the
// border are never kept, but for one that has nothing about a traveller: the desk without a network, whose
// list `desk-pack.js` keeps.
//
// Another page to keep is a row in `isKept`; raise VERSION when the meaning of the store changes.

const VERSION = "v1";
const SHELL = `shell-${VERSION}`;
const PASSES = `passes-${VERSION}`;
const PASSES_KEPT = 20;
const DESK = `desk-${VERSION}`;
const PATIENCE_MS = 6000;

const WELL_KNOWN = ["/.well-known/portal-keys.json", "/.well-known/portal-seals.bin"];
const DRAWINGS = ["/icon.svg", "/icons.svg", "/mark.svg", "/woven.svg"];
const SCRIPTS = ["/keep-pass.js", "/read-code.js"];
const FIXED = ["/verify", ...WELL_KNOWN, ...DRAWINGS, "/manifest.webmanifest", ...SCRIPTS];
/** Reads codes where the browser cannot. */
const READER = "BarcodeDetector" in self ? [] : ["/pkg/code-reader.js", "/pkg/code-reader.wasm"];
/** Files that pages name, besides those in FIXED. */
const NAMED = /^\/(?:pkg|fonts)\//;

/** The desk without a network, with its scripts; the pages that lead there when the network is gone. */
const DESK_PAGE = "/border/offline";
const DESK_FILES = [DESK_PAGE, "/desk-offline.js", "/desk-pack.js"];
const AT_THE_DESK = /^\/(?:border(?:\/|$)|staff\/shift$|act\/border\/find$)/;
const SIGN_OUT = "/act/staff/sign-out";

/** Codes have their address in capitals; it is the same page. */
const CODE_PATH = "/V";

/** The path under which a page is kept. */
function keptAs(url) {
  return url.pathname === CODE_PATH ? "/verify" : url.pathname;
}

/** The store that a path belongs to, or null where nothing is kept. */
function isKept(url) {
  if (url.origin !== self.location.origin || url.search !== "") return null;
  if (DESK_FILES.includes(url.pathname)) return DESK;
  if (FIXED.includes(keptAs(url)) || NAMED.test(url.pathname)) return SHELL;
  if (/^\/v\/[^/]+(\/pass\.pdf|\/app\.webmanifest)?$/.test(url.pathname)) return PASSES;
  if (/^\/e\/[^/]+(\/e-visa\.pdf|\/app\.webmanifest)?$/.test(url.pathname)) return PASSES;
  return null;
}

/** Style, fonts, glue and wasm as the page itself names them, so that no list can go stale. */
function namedIn(text, base) {
  const found = text.match(/(?:\/pkg\/|\/fonts\/|\.\/snippets\/)[^"'`\s)<>?]+/g) ?? [];
  return found.map((path) => new URL(path, base).pathname);
}

async function fill() {
  const store = await caches.open(SHELL);
  const page = await fetch("/verify", { cache: "reload" });
  if (!page.ok) throw new Error("the verification page did not load");
  const files = new Set([...SCRIPTS, ...namedIn(await page.clone().text(), self.location.origin)]);
  await store.put("/verify", page);
  for (const glue of [...files].filter((path) => path.endsWith(".js"))) {
    const script = await fetch(glue);
    if (script.ok) namedIn(await script.text(), new URL(glue, self.location.origin)).forEach((path) => files.add(path));
  }
  await store.addAll([...files]);
  // A missing icon or list must not keep the page from working: it says itself what is missing.
  await Promise.allSettled([...FIXED.slice(1), ...READER].map((path) => store.add(path)));
}

async function forgetOldStores() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => ![SHELL, PASSES, DESK].includes(name)).map((name) => caches.delete(name)));
}

/** The page of a pass or an e-visa, of whatever lies under it: its PDF, its manifest. */
function rootOf(path) {
  return path.split("/").slice(0, 3).join("/");
}

/** Drops the passes kept longest, each with all that lies under it. */
async function trim(store) {
  const paths = (await store.keys()).map((key) => new URL(key.url).pathname);
  const roots = [...new Set(paths.map(rootOf))];
  const dropped = roots.slice(0, Math.max(0, roots.length - PASSES_KEPT));
  await Promise.all(paths.filter((path) => dropped.includes(rootOf(path))).map((path) => store.delete(path)));
}

/** Forgets what is not there any more; of a pass all that lies under it. */
async function forget(store, name, path) {
  if (name !== PASSES || path !== rootOf(path)) return store.delete(path);
  const paths = (await store.keys()).map((key) => new URL(key.url).pathname);
  await Promise.all(paths.filter((kept) => rootOf(kept) === path).map((kept) => store.delete(kept)));
}

/** Keeps the pass that asks for it: its page was opened before this worker could see the request. */
async function keepPass(path) {
  const url = new URL(path, self.location.origin);
  if (isKept(url) !== PASSES) return false;
  const store = await caches.open(PASSES);
  try {
    const answer = await fetch(url.pathname, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      await store.put(url.pathname, answer);
      await trim(store);
    }
  } catch {
    // Without a network, what was kept before counts.
  }
  return Boolean(await store.match(url.pathname));
}

/** Keeps the desk's page for an officer who is signed in, with the style and fonts that it names. */
async function keepDesk() {
  const [desk, shell] = await Promise.all([caches.open(DESK), caches.open(SHELL)]);
  for (const path of DESK_FILES) {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    if (path === DESK_PAGE) {
      const files = new Set(namedIn(await answer.clone().text(), self.location.origin));
      await Promise.allSettled([...files].map((file) => shell.add(file)));
    }
    await desk.put(path, answer);
  }
}

/** What a desk keeps of travellers and of its officer, at the end of a session: the list, its key, the page. */
async function forgetDesk() {
  await caches.delete(DESK);
  await new Promise((resolve) => {
    const request = indexedDB.open("desk");
    request.onerror = resolve;
    // No desk ever was here.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => {
      const database = request.result;
      const transaction = database.transaction("list", "readwrite", { durability: "strict" });
      transaction.objectStore("list").clear();
      transaction.oncomplete = transaction.onabort = () => resolve(database.close());
    };
  });
}

/** A page of the desk; without a network the one that works without. */
async function atTheDesk(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(DESK_PAGE);
    if (kept) return Response.redirect(DESK_PAGE, 302);
    throw error;
  }
}

/** Fails when the network takes too long. */
function patience() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("the network hangs")), PATIENCE_MS));
}

async function networkFirst(event, name, path) {
  const store = await caches.open(name);
  const kept = await store.match(path);
  try {
    // With a kept copy at hand, a network that hangs is treated as none. (A navigation's request
    // takes no signal, so the two run against each other.)
    const answer = await (kept ? Promise.race([fetch(event.request), patience()]) : fetch(event.request));
    if (answer.ok && answer.type === "basic" && !answer.redirected) {
      const copy = answer.clone();
      event.waitUntil(store.put(path, copy).then(() => (name === PASSES ? trim(store) : undefined)));
    } else if (answer.status === 404 || answer.status === 410) {
      event.waitUntil(forget(store, name, path));
    } else if (kept && answer.status >= 500) {
      return kept;
    }
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOldStores().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data?.desk) event.waitUntil(keepDesk().catch(() => {}));
  const path = event.data?.keep;
  if (typeof path !== "string") return;
  event.waitUntil(keepPass(path).then((kept) => event.ports[0]?.postMessage(kept)));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isPage = event.request.mode === "navigate" && url.origin === self.location.origin;
  if (isPage && url.pathname === SIGN_OUT) event.waitUntil(forgetDesk());
  if (isPage && AT_THE_DESK.test(url.pathname) && url.pathname !== DESK_PAGE) {
    event.respondWith(atTheDesk(event.request));
    return;
  }
  if (event.request.method !== "GET") return;
  const name = isKept(url);
  if (name) event.respondWith(networkFirst(event, name, keptAs(url)));
});
