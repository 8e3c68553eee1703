// Signing out without a network: what the desk kept is gone at once, and the session is ended at the portal
// before it answers anything to staff in this browser again. The mark of it is the page that says so.
import { forgetDesk } from "./desk.js";
import { DESK_PAGE, SIGNED_OUT } from "./kept.js";
import { ofPortal } from "./network.js";

const SIGN_OUT = "/act/staff/sign-out";
const AGAIN = "/staff/sign-in";
const OF_STAFF = /^\/(?:act\/)?(?:border|staff)(?:\/|$)/;
const POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Null until it was looked for, after the worker began. */
let isOwed = null;
let paying = null;

const page = () => caches.match(SIGN_OUT, { cacheName: SIGNED_OUT });

/** The words of the desk's page, as they stand there: escaped. */
function pageOf(desk) {
  const says = (key) => desk.match(new RegExp(`data-key="${key}"[^>]*>([^<]*)<`))?.[1] ?? "";
  const styles = desk.match(/\/pkg\/[\w-]+\.css/g) ?? [];
  const links = [...new Set(styles)].map((path) => `<link rel="stylesheet" href="${path}">`).join("");
  const title = says("offline-signed-out");
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${links}</head>
<body><main><h1>${title}</h1><p>${says("offline-signed-out-text")}</p>
<p><a href="${AGAIN}">${says("offline-signed-out-again")}</a></p></main></body></html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY };
  return new Response(html, { headers });
}

async function signOut(request) {
  const desk = await caches.match(DESK_PAGE);
  const words = desk ? await desk.text() : "";
  await forgetDesk();
  try {
    return await ofPortal(request);
  } catch (error) {
    isOwed = true;
    const says = pageOf(words);
    await (await caches.open(SIGNED_OUT)).put(SIGN_OUT, says.clone());
    // Whoever never was at a desk has no words of it, and sees the browser's own page.
    if (!words) throw error;
    return says;
  }
}

async function pay() {
  const headers = { accept: "text/html" };
  const post = { method: "POST", redirect: "manual", headers, body: new URLSearchParams() };
  const answer = await ofPortal(new Request(SIGN_OUT, post));
  if (!answer.ok && answer.type !== "opaqueredirect") throw new Error("the portal did not sign out");
  await caches.delete(SIGNED_OUT);
  isOwed = false;
}

/** Whether somebody signed out here, and the portal has not heard of it. */
async function owed() {
  isOwed ??= (await page()) !== undefined;
  return isOwed;
}

/** Ends the session that was left; whether there was one. */
export async function paid() {
  if (!(await owed())) return false;
  paying ??= pay().finally(() => (paying = null));
  await paying;
  return true;
}

/** The answer to what is for staff only; null where nothing stands before `next`, which is tried otherwise. */
export function beforeStaff(request, path, next) {
  if (request.mode === "navigate" && path === SIGN_OUT) return () => signOut(request);
  if (isOwed === false || !OF_STAFF.test(path)) return null;
  return async () => {
    try {
      await paid();
    } catch (error) {
      const says = request.mode === "navigate" ? await page() : undefined;
      return says ?? Response.error();
    }
    return next ? next() : fetch(request);
  };
}
