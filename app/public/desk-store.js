// The browser's database of a border desk. `list` holds the list for the time without a network, with its key and
// its clock, and goes at the end of a session; `acts`, what was admitted from it, and `presses`, of which
// nothing is known, stay until they are handed in or looked up, whoever signs in: they say a case and a
// time, nothing of a person. The service worker deletes by the same functions.

const NAME = "desk";
const VERSION = 2;
const STORES = { list: undefined, acts: { keyPath: "id" }, presses: { keyPath: "id" } };

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [name, options] of Object.entries(STORES)) {
        if (result.objectStoreNames.contains(name)) continue;
        const store = result.createObjectStore(name, options);
        // Nobody is admitted twice at one desk, in two windows either.
        if (name === "acts") store.createIndex("case", "case", { unique: true });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Does something with a store, and waits until it is on the disk. */
export async function stored(name, mode, does) {
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

/** Deletes the list, its key and its clock. */
export function forget() {
  return stored("list", "readwrite", (store) => store.clear());
}

async function all(name) {
  const found = await stored(name, "readonly", (store) => store.getAll());
  return found.sort((one, other) => one.at.localeCompare(other.at));
}

/** What was admitted at this desk, oldest first. */
export const acts = () => all("acts");

/** What was pressed as the network went, oldest first: `{ id, what, case, at }`, `case` where the form had one. */
export const presses = () => all("presses");

/** Keeps that something was pressed, and that nothing is known of it. */
export function notePress(what, of) {
  const press = { id: crypto.randomUUID(), what, case: of, at: new Date().toISOString() };
  return stored("presses", "readwrite", (store) => store.add(press));
}

/** Somebody has looked: at this case, or with `null` at what names none. */
export async function lookedUp(of) {
  for (const press of await presses()) {
    if (press.case === of) await stored("presses", "readwrite", (store) => store.delete(press.id));
  }
}
