// Admitting from the list that the desk keeps, while the portal cannot be reached.
import { admit, handIn, isWaiting } from "/desk-acts.js";
import { card, find } from "/desk-card.js";
import * as pack from "/desk-pack.js";
import { acts, presses } from "/desk-store.js";
import { clock, element, says, verdict } from "/desk-words.js";

const part = (id) => document.getElementById(id);
const NETWORK = { there: "offline-online", gone: "offline-away", over: "offline-over-session" };
const ASKED_EVERY_MS = 15_000;

let list = null;
/** How the portal stands, as far as it was asked. */
let standing = null;
/** Who was found by another thing than the passport, which comes next. */
let asked = [];

const nameOf = (of) => list?.entries?.find((entry) => entry.case === of)?.name;

async function showList() {
  // Of one that ended while the page is open, it stays said.
  list = (await pack.read()) ?? (list?.stale ? list : null);
  const usable = Boolean(list?.entries);
  part("offline-find").hidden = !usable;
  if (!usable) part("found").replaceChildren();
  const full = usable && list.is_full ? ` ${says("offline-list-full")}` : "";
  const stands = usable
    ? says("offline-list", {
        time: clock(list.made_at),
        count: list.entries.length,
        until: clock(list.good_until),
      }) + full
    : list
      ? says("offline-stale", { time: clock(list.stale) })
      : says("offline-none");
  const network = !navigator.onLine ? says("offline-gone") : standing ? says(NETWORK[standing]) : "";
  part("offline-says").textContent = `${network} ${stands}`.trim();
  return usable;
}

/** A line of the table: when, who, and what became of it. */
function line(at, name, stands) {
  const heads = [...document.querySelectorAll("#acts th[scope=col]")].map((head) => head.textContent);
  const made = element("tr");
  const what = element("td", "", { "data-label": heads[2] });
  what.append(...stands);
  made.append(
    element("th", clock(at), { scope: "row", "data-label": heads[0] }),
    element("td", name ?? says("offline-somebody"), { "data-label": heads[1] }),
    what,
  );
  return made;
}

function ofAct({ at, case: of, answer, says: keptFor }) {
  const stands = answer ? (answer.accepted ? says("offline-recorded") : answer.says) : says("offline-waiting");
  return { at, line: line(at, nameOf(of), [keptFor && !answer ? `${stands}: ${keptFor}` : stands]) };
}

function ofPress({ at, case: of }) {
  const stands = [says("offline-pressed")];
  if (standing === "there") {
    const href = of ? `/border/person/${of}` : "/staff/shift";
    stands.push(" ", element("a", says("offline-look-up"), { href }));
  }
  return { at, line: line(at, nameOf(of) ?? says("offline-pressed-who"), stands) };
}

async function showDone() {
  const [done, pressed] = [await acts(), await presses()];
  part("acts").hidden = done.length + pressed.length === 0;
  part("hand-in").hidden = !done.some(isWaiting);
  part("offline-pressed").hidden = pressed.length === 0;
  const lines = [...done.map(ofAct), ...pressed.map(ofPress)];
  lines.sort((one, other) => other.at.localeCompare(one.at));
  document.querySelector("#acts tbody").replaceChildren(...lines.map(({ line }) => line));
}

function wrong(text) {
  part("query-error").textContent = text;
  part("query-error").hidden = !text;
  part("query").setAttribute("aria-invalid", String(Boolean(text)));
}

async function look() {
  // It may have ended while the page was open.
  if (!(await showList())) return;
  wrong("");
  let found;
  try {
    found = await find(list, part("query").value);
  } catch (message) {
    part("found").replaceChildren();
    wrong(typeof message === "string" ? says(message) : String(message));
    return part("query").focus();
  }
  const [done, pressed] = [await acts(), await presses()];
  const cards = [];
  for (const entry of found.entries) {
    const [act, press] = [done, pressed].map((all) => all.findLast((one) => one.case === entry.case));
    cards.push(await card(list, entry, { act, press, byPassport: found.byPassport, admit: admitted }));
  }
  if (!cards.length) cards.push(verdict("no", says("offline-not-on-list")));
  const isAsked = (entry) => asked.some((one) => one.case === entry.case);
  const isOther = found.byPassport && asked.length && !found.entries.some(isAsked);
  if (isOther) cards.unshift(verdict("caution", says("offline-other-passport", { name: asked[0].name })));
  asked = found.byPassport ? [] : found.entries;
  part("found").replaceChildren(...cards);
  part("query").select();
  part("query").focus();
}

async function admitted(entry) {
  // The page may have been open for long.
  if (!(await showList())) return;
  const act = await admit(list, entry);
  if (!act) return look();
  part("found").replaceChildren(verdict("yes", says("offline-admitted", { name: entry.name, time: clock(act.at) })));
  part("query").value = "";
  part("query").focus();
  await showDone();
  if (standing === "there") await ask();
}

// Handing in

function saysOf({ recorded, others, kept, signIn, reached, refused }) {
  if (signIn) return says("offline-sign-in");
  const said = [];
  if (recorded || others) said.push(says("offline-handed-in", { recorded, others }));
  if (kept) said.push(says("offline-kept-acts", { count: kept }));
  if (refused !== null) said.push(says("offline-refused", { why: refused }));
  if (!reached) said.push(says("offline-not-sent"));
  return said.join(" ");
}

let busy = false;
async function handInAll() {
  if (busy) return;
  busy = true;
  try {
    const result = await handIn();
    if (!result.reached) standing = "gone";
    const said = saysOf(result);
    if (said) part("hand-in-says").textContent = said;
    await showDone();
  } finally {
    busy = false;
  }
}

async function ask() {
  standing = await pack.standing();
  await showList();
  await showDone();
  if (standing === "there" && (await acts()).some(isWaiting)) await handInAll();
}

part("offline-find").addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
part("hand-in").addEventListener("click", handInAll);
for (const change of ["online", "offline"]) addEventListener(change, ask);
// The worker forgot the list: somebody signed out in another window.
navigator.serviceWorker?.addEventListener("message", () => showList());
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (!/^F\d+$/.test(event.key)) return;
  const at = document.querySelector(`[aria-keyshortcuts="${event.key}"]:not([hidden])`);
  if (!at) return;
  event.preventDefault();
  at.matches("input") ? at.focus() : at.click();
});
// Asked only while it is away, so that an idle desk does not keep its session alive.
setInterval(() => standing === "gone" && navigator.onLine && ask(), ASKED_EVERY_MS);

if (await showList()) part("query").focus();
await showDone();
await ask();
if (standing === "there" && !(await pack.keepPage())) location.replace("/staff/sign-in");
