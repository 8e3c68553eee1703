// What a desk keeps for the time without a network: a signed list of those who may be admitted, and what was
// admitted from it. The list is encrypted by a key that this browser makes, gives to nobody and cannot
// export; signing out, the end of the list, and another officer at the desk delete key and list. What was
// admitted is kept until it is handed in, whoever signs in: it says a case and a time, nothing of a person.

const STORES = { list: undefined, acts: { keyPath: "id" } };
const NAME = "desk";
/** Renewed after this, so that the list is never much older. */
const FRESH_MS = 60 * 60 * 1000;
const AT_ONCE = 50;
/** Clocks may be off by this before somebody has set one. */
const CLOCK_MS = 5 * 60 * 1000;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) {
        const store = request.result.createObjectStore(name, options);
        // Nobody is admitted twice at one desk, in two windows either.
        if (name === "acts") store.createIndex("case", "case", { unique: true });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Does something with a store, and waits until it is on the disk. */
async function stored(name, mode, does) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = does(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request?.error);
    });
  } finally {
    database.close();
  }
}

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

/** Deletes the list and its key. */
export function forget() {
  return stored("list", "readwrite", (store) => store.clear());
}

/** The officer and port of this page. */
export function owner() {
  return document.getElementById("desk")?.dataset;
}

/** What is known of the list without reading it: of whom, from when, until when. */
async function kept() {
  const list = await stored("list", "readonly", (store) => store.get("current"));
  if (!list) return null;
  const desk = owner();
  const isTheirs = list.officer === desk?.officer && list.port === desk?.port;
  if (isTheirs) return list;
  await forget();
  return null;
}

/** The time by the portal's clock, as far as this list knows it. */
export function now(list) {
  return new Date(Date.now() + list.ahead);
}

/** Whether the list is no longer to be used; so it is, too, when the clock was set back. */
function isOver(list) {
  const time = now(list).getTime();
  return time > Date.parse(list.good_until) || time < Date.parse(list.made_at) - CLOCK_MS;
}

/** The list as it was signed; `{ stale }` with its time when it is too old, and gone; null without one. */
export async function read() {
  const list = await kept();
  if (!list) return null;
  if (isOver(list)) {
    await forget();
    return { stale: list.made_at };
  }
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: list.iv }, list.key, list.encrypted);
  return { ...JSON.parse(new TextDecoder().decode(plain)), ahead: list.ahead };
}

/** Fetches a list, unless there is one of this hour; whether there is one now. */
export async function renew(anyway = false) {
  const before = await kept();
  if (before && isOver(before)) await forget();
  else if (before && !anyway && now(before) - Date.parse(before.made_at) < FRESH_MS) return before;
  if (!owner()) return null;
  const answer = await fetch("/act/border/day-pack", { method: "POST", redirect: "manual" });
  // The session is over, or the officer is none any more.
  if (answer.type === "opaqueredirect" || answer.status === 403) await forget();
  if (!answer.ok) return kept();
  const signed = await answer.json();
  if (!(await isSigned(signed))) throw new Error("the list is not signed by the portal");
  const { officer, port, made_at, good_until } = JSON.parse(signed.content);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const encrypted = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, encoder.encode(signed.content));
  const ahead = Date.parse(made_at) - Date.now();
  const list = { key, iv, encrypted, officer, port, made_at, good_until, ahead };
  await stored("list", "readwrite", (store) => store.put(list, "current"));
  // Whom it carries has not been admitted from the one before.
  for (const act of await acts()) {
    if (act.answer) await stored("acts", "readwrite", (store) => store.delete(act.id));
  }
  return list;
}

/** What was admitted at this desk, oldest first. */
export async function acts() {
  const all = await stored("acts", "readonly", (store) => store.getAll());
  return all.sort((one, other) => one.at.localeCompare(other.at));
}

/** Notes an admission; false when the traveller was admitted at this desk before. */
export async function admit(list, entry) {
  const act = { id: crypto.randomUUID(), pack: list.id, case: entry.case, at: now(list).toISOString() };
  try {
    await stored("acts", "readwrite", (store) => store.add(act));
    return act;
  } catch (error) {
    if (error?.name === "ConstraintError" || error?.name === "AbortError") return null;
    throw error;
  }
}

/**
 * Hands in what was not answered yet: how many were recorded and how many not, whether the session is over,
 * and whether the portal was reached. An answer that got lost is asked for again: the portal knows each act.
 */
export async function handIn() {
  const waiting = (await acts()).filter((act) => !act.answer);
  const result = { recorded: 0, others: 0, signIn: false, reached: true };
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const some = waiting.slice(at, at + AT_ONCE);
    const body = JSON.stringify({ acts: some.map(({ id, pack, case: of, at }) => ({ id, pack, case: of, at })) });
    let answer;
    try {
      answer = await fetch("/act/border/hand-in", {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json" },
        body,
      });
    } catch {
      return { ...result, reached: false };
    }
    if (answer.type === "opaqueredirect") return { ...result, signIn: true };
    if (!answer.ok) return { ...result, reached: false };
    for (const { id, accepted, says } of await answer.json()) {
      accepted ? (result.recorded += 1) : (result.others += 1);
      const act = some.find((act) => act.id === id);
      await stored("acts", "readwrite", (store) => store.put({ ...act, answer: { accepted, says } }));
    }
  }
  return result;
}

/** Has the browser keep the page for the time without a network. */
export async function keepPage() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  await workers.register("/service-worker.js");
  const { active } = await workers.ready;
  active.postMessage({ desk: true });
}

/** The time of the day in Phnom Penh. */
export function clock(instant) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Phnom_Penh" };
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(instant));
}

/** The day in Phnom Penh, `YYYY-MM-DD`. */
export function day(instant) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Phnom_Penh" }).format(new Date(instant));
}
