// The list that a desk keeps for the time without a network: signed by the portal, and encrypted by a key
// that this browser makes and no script can export. Signing out, the end of the session or of the list, a
// clock that was set back, and another officer at the desk delete key and list.
import { acts, forget, stored } from "/desk-store.js";

/** Renewed after this, so that the list is never much older. */
const FRESH_MS = 60 * 60 * 1000;
/** Clocks may be off by this before somebody has set one. */
const CLOCK_MS = 5 * 60 * 1000;
/** The worker answers within this, unless it is one of an earlier version. */
const WORKER_MS = 10_000;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const encoder = new TextEncoder();

/** Whether the portal's document key has signed it. */
async function isSigned({ content, key, signature }) {
  const published = await (await fetch("/.well-known/portal-keys.json", { cache: "no-cache" })).json();
  const found = published.find((one) => one.certificate_reference === key);
  if (!found) return false;
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const verifying = await crypto.subtle.importKey("raw", bytesOf(found.public_key), curve, false, ["verify"]);
  const statement = encoder.encode(`portal day-pack 1\n${content}`);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, verifying, bytesOf(signature), statement);
}

/** The officer and port of this page. */
function owner() {
  return document.getElementById("desk")?.dataset;
}

function isTheirs(list) {
  const desk = owner();
  return list.officer === desk?.officer && list.port === desk?.port;
}

/** The time by the portal's clock, as far as this list knows it. */
export function now({ clock }) {
  return new Date(Date.now() + clock.ahead);
}

/** The clock of a list, moved on to this moment; null when its hours are over, or time was set back. */
function ticked({ good_until }, { ahead, latest }) {
  const time = Date.now() + ahead;
  if (time > Date.parse(good_until) || time < latest - CLOCK_MS) return null;
  // Small steps back make the hours of a list no longer either: its time goes on from the latest one seen.
  return time < latest ? { ahead: ahead + latest - time, latest } : { ahead, latest: time };
}

/** What is known of the list without reading it: of whom, from when, until when; `{ stale }` of one that ended. */
async function kept() {
  let found = null;
  await stored("list", "readwrite", (store) => {
    const list = store.get("current");
    const clock = store.get("clock");
    clock.onsuccess = () => {
      if (!list.result) return;
      const next = isTheirs(list.result) && clock.result ? ticked(list.result, clock.result) : null;
      if (next) {
        store.put(next, "clock");
        found = { ...list.result, clock: next };
      } else {
        store.clear();
        if (isTheirs(list.result)) found = { stale: list.result.made_at };
      }
    };
  });
  return found;
}

/** The list as it was signed; `{ stale }` with its time when it is too old, and gone; null without one. */
export async function read() {
  const list = await kept();
  if (!list?.key) return list;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: list.iv }, list.key, list.encrypted);
  return { ...JSON.parse(new TextDecoder().decode(plain)), clock: list.clock };
}

/** Fetches a list, unless there is one of this hour; whether there is one now. */
export async function renew(anyway = false) {
  const before = await kept();
  const isFresh = before?.key && now(before) - Date.parse(before.made_at) < FRESH_MS;
  if (isFresh && !anyway) return before;
  if (!owner()) return null;
  const answer = await fetch("/act/border/day-pack", { method: "POST", redirect: "manual" });
  // The session is over, or the officer is none any more.
  if (answer.type === "opaqueredirect" || answer.status === 403) await forget();
  if (answer.ok) await keep(await answer.json());
  const list = await kept();
  return list?.key ? list : null;
}

async function keep(signed) {
  if (!(await isSigned(signed))) throw new Error("the list is not signed by the portal");
  const { officer, port, made_at, good_until } = JSON.parse(signed.content);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const encrypted = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, encoder.encode(signed.content));
  const made = Date.parse(made_at);
  await stored("list", "readwrite", (store) => {
    store.put({ ahead: made - Date.now(), latest: made }, "clock");
    store.put({ key, iv, encrypted, officer, port, made_at, good_until }, "current");
  });
  // Whom it carries has not been admitted from the one before.
  for (const act of await acts()) {
    if (act.answer) await stored("acts", "readwrite", (store) => store.delete(act.id));
  }
}

/** Has the worker keep the page for the time without a network; false for who signed out without one. */
export async function keepPage() {
  const workers = navigator.serviceWorker;
  if (!workers) return true;
  // The browser looks for a new one at each page; where that hangs, registering would wait for it.
  const known = (await workers.getRegistration()) ?? (await workers.register("/service-worker.js"));
  const { active } = known.active ? known : await workers.ready;
  const { port1, port2 } = new MessageChannel();
  const isIn = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, WORKER_MS, true);
  });
  active.postMessage({ desk: true }, [port2]);
  return isIn;
}

/** How the portal stands to this desk: it is "there", it is "gone", or the session is "over" and the list with it. */
export async function standing() {
  if (!navigator.onLine) return "gone";
  try {
    const signal = AbortSignal.timeout(4000);
    // With a question, so that what is kept does not answer.
    const answer = await fetch("/border/offline?asks", { redirect: "manual", cache: "no-store", signal });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      await forget();
      return "over";
    }
    return answer.ok ? "there" : "gone";
  } catch {
    return "gone";
  }
}
