// The desk of an officer: while the portal cannot be reached, the page that works without; at the end of a
// session nothing of it is left. The list itself is kept by `desk-pack.js`.
import { forget, lookedUp, notePress } from "../public/desk-store.js";
import { DESK, DESK_FILES, DESK_PAGE, SHELL, namedIn } from "./kept.js";
import { hangs, ofPortal } from "./network.js";

/** What an officer works with, besides the page that is kept. */
const WORK = /^\/(?:border(?:\/|$)|staff\/(?:shift|expected)$|act\/border\/)/;
/** What records something: a press that gets lost leaves open whether it was recorded. */
const PRESS = /^\/act\/border\/(admit|refuse|depart|undo|walk-in)$/;
const PERSON = /^\/border\/person\/([0-9a-f-]{36})$/;
const SIGN_IN = "/staff/sign-in";
const PRESS_PATIENCE_MS = 8000;
/** The page is fetched anew after this. */
const FRESH_MS = 10 * 60 * 1000;

let keptSince = -Infinity;

/** Keeps the desk's page for an officer who is signed in, with the style and fonts that it names. */
export async function keepDesk() {
  if (Date.now() - keptSince < FRESH_MS && (await caches.match(DESK_PAGE))) return;
  const [desk, shell] = await Promise.all([caches.open(DESK), caches.open(SHELL)]);
  for (const path of DESK_FILES) {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (answer.redirected || answer.status === 403) return forgetDesk();
    if (!answer.ok) return;
    if (path === DESK_PAGE) {
      const files = new Set(namedIn(await answer.clone().text(), self.location.origin));
      await Promise.allSettled([...files].map((file) => shell.add(file)));
    }
    await desk.put(path, answer);
  }
  keptSince = Date.now();
}

/** What a desk keeps of travellers and of its officer, at the end of a session: the list, its key, the page. */
export async function forgetDesk() {
  keptSince = -Infinity;
  await Promise.allSettled([caches.delete(DESK), forget()]);
  for (const client of await self.clients.matchAll()) client.postMessage({ forgotten: true });
}

/** Whether the portal lets this browser to the desk no more: no page of it leads elsewhere. */
function isShutOut(request, answer) {
  return answer.status === 403 || (request.method === "GET" && answer.type === "opaqueredirect");
}

async function answered(request, path, answer) {
  if (isShutOut(request, answer)) await forgetDesk();
  if (!answer.ok) return;
  const [, of] = PERSON.exec(path) ?? [];
  if (of) await lookedUp(of);
  if (path === "/staff/shift") await lookedUp(null);
}

/** The case that a form is about, null where it names none; nothing else of it is kept. */
async function caseOf(request) {
  try {
    return (await request.formData()).get("case");
  } catch {
    return null;
  }
}

/** A page of the desk; while the portal cannot be reached, the one that works without. */
async function work(request, path) {
  const kept = await caches.match(DESK_PAGE);
  const [, what] = PRESS.exec(path) ?? [];
  // Read before it is sent.
  const of = what && kept ? caseOf(request.clone()) : null;
  try {
    const answer = await (kept ? ofPortal(request, what && PRESS_PATIENCE_MS) : fetch(request));
    await answered(request, path, answer);
    return answer;
  } catch (error) {
    if (!kept) throw error;
    if (what) await notePress(what, await of);
    return Response.redirect(DESK_PAGE, 303);
  }
}

async function deskPage(request) {
  const kept = await caches.match(DESK_PAGE);
  if (kept && hangs()) return kept;
  try {
    const answer = await (kept ? ofPortal(request) : fetch(request));
    await answered(request, DESK_PAGE, answer);
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** Who has to sign in has no session any more, however it ended. */
async function signIn(request) {
  const answer = await fetch(request);
  if (answer.ok) await forgetDesk();
  return answer;
}

/** The answer to a page of the desk or to signing in; null for all others. */
export function atTheDesk(request, path) {
  if (request.mode !== "navigate") return null;
  if (path === DESK_PAGE) return () => deskPage(request);
  if (path === SIGN_IN) return () => signIn(request);
  return WORK.test(path) ? () => work(request, path) : null;
}
