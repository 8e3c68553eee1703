// What is kept for the time without a network: the verification page with its wasm, fonts and drawings, the
// published keys and the list of seals, passes that were opened before, and the desk's page (`desk.js`).
// Everything is asked of the network first, so that nothing is older than it must be.
//
// Another page to keep is a row in `isKept`; raise VERSION when the meaning of the store changes.
import { hangs, inTime } from "./network.js";

const VERSION = "v1";
export const DESK = `desk-${VERSION}`;
/** What `signed-out.js` keeps. */
export const SIGNED_OUT = "signed-out";
export const SHELL = `shell-${VERSION}`;
const PASSES = `passes-${VERSION}`;
const PASSES_KEPT = 20;

const WELL_KNOWN = ["/.well-known/portal-keys.json", "/.well-known/portal-seals.bin"];
const DRAWINGS = ["/icon.svg", "/icons.svg", "/mark.svg", "/woven.svg"];
const SCRIPTS = ["/keep-pass.js", "/read-code.js"];
const FIXED = ["/verify", ...WELL_KNOWN, ...DRAWINGS, "/manifest.webmanifest", ...SCRIPTS];
/** Reads codes where the browser cannot. */
const READER = "BarcodeDetector" in self ? [] : ["/pkg/code-reader.js", "/pkg/code-reader.wasm"];
/** Files that pages name, besides those in FIXED. */
const NAMED = /^\/(?:pkg|fonts)\//;

/** The desk without a network, with its scripts. */
export const DESK_PAGE = "/border/offline";
const DESK_SCRIPTS = ["offline", "card", "pack", "acts", "store", "words"].map((name) => `/desk-${name}.js`);
export const DESK_FILES = [DESK_PAGE, ...DESK_SCRIPTS];

/** Codes have their address in capitals; it is the same page. */
const CODE_PATH = "/V";

/** The path under which a page is kept. */
export function keptAs(url) {
  return url.pathname === CODE_PATH ? "/verify" : url.pathname;
}

/** The store that a path belongs to, or null where nothing is kept. */
export function isKept(url) {
  if (url.origin !== self.location.origin || url.search !== "") return null;
  if (DESK_FILES.includes(url.pathname)) return DESK;
  if (FIXED.includes(keptAs(url)) || NAMED.test(url.pathname)) return SHELL;
  if (/^\/v\/[^/]+(\/pass\.pdf|\/app\.webmanifest)?$/.test(url.pathname)) return PASSES;
  if (/^\/e\/[^/]+(\/e-visa\.pdf|\/app\.webmanifest)?$/.test(url.pathname)) return PASSES;
  return null;
}

/** Style, fonts, glue and wasm as the page itself names them, so that no list can go stale. */
export function namedIn(text, base) {
  const found = text.match(/(?:\/pkg\/|\/fonts\/|\.\/snippets\/)[^"'`\s)<>?]+/g) ?? [];
  return found.map((path) => new URL(path, base).pathname);
}

export async function fill() {
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

export async function forgetOldStores() {
  const names = await caches.keys();
  const others = names.filter((name) => ![SHELL, PASSES, DESK, SIGNED_OUT].includes(name));
  await Promise.all(others.map((name) => caches.delete(name)));
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
export async function keepPass(path) {
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

export async function networkFirst(event, name, path) {
  const store = await caches.open(name);
  const kept = await store.match(path);
  if (kept && hangs()) return kept;
  try {
    // With a kept copy at hand, a network that hangs is treated as none.
    const answer = await (kept ? inTime(event.request) : fetch(event.request));
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

