// Admitting from the list that the desk keeps, while there is no network; its words stand in the page.
import * as desk from "/desk-pack.js";

const part = (id) => document.getElementById(id);

/** A text of the page, with these values in it. */
function says(key, values = {}) {
  const text = document.querySelector(`#desk-words [data-key="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function element(name, text, marks = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [mark, value] of Object.entries(marks)) made.setAttribute(mark, value);
  return made;
}

let list = null;
const entryOf = (act) => list?.entries?.find((entry) => entry.case === act.case);

/** A verdict as the desk shows it everywhere. */
function verdict(kind, sign, text) {
  const line = element("p", "", { class: "access", "data-access": kind, role: "status" });
  line.append(element("span", sign, { "aria-hidden": "true" }), ` ${text}`);
  return line;
}

async function showList() {
  list = await desk.read();
  const usable = Boolean(list?.entries);
  part("offline-find").hidden = !usable;
  const full = usable && list.is_full ? ` ${says("offline-list-full")}` : "";
  const network = says(navigator.onLine ? "offline-online" : "offline-gone");
  const stands = usable
    ? says("offline-list", {
        time: desk.clock(list.made_at),
        count: list.entries.length,
        until: desk.clock(list.good_until),
      }) + full
    : list
      ? says("offline-stale", { time: desk.clock(list.stale) })
      : says("offline-none");
  part("offline-says").textContent = `${network} ${stands}`;
  return usable;
}

async function showActs() {
  const all = await desk.acts();
  part("acts").hidden = all.length === 0;
  part("hand-in").hidden = all.every((act) => act.answer);
  const heads = [...document.querySelectorAll("#acts th")].map((head) => head.textContent);
  const lines = all.reverse().map((act) => {
    const line = element("tr");
    const { accepted, says: why } = act.answer ?? {};
    const stands = act.answer ? (accepted ? says("offline-recorded") : why) : says("offline-waiting");
    line.append(
      element("th", desk.clock(act.at), { scope: "row", "data-label": heads[0] }),
      element("td", entryOf(act)?.name ?? says("offline-somebody"), { "data-label": heads[1] }),
      element("td", stands, { "data-label": heads[2] }),
    );
    return line;
  });
  document.querySelector("#acts tbody").replaceChildren(...lines);
}

// Finding

async function hashOf(line) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(list.salt + line));
  const bytes = [...new Uint8Array(digest).slice(0, 16)];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function lineOf(text) {
  const portal = await import("/pkg/portal.js");
  await portal.default({ module_or_path: "/pkg/portal.wasm" });
  return portal.desk_line(text, desk.day(desk.now(list)));
}

function wrong(text) {
  part("query-error").textContent = text;
  part("query-error").hidden = !text;
  part("query").setAttribute("aria-invalid", String(Boolean(text)));
}

async function find() {
  // It may have ended while the page was open.
  if (!(await showList())) return part("found").replaceChildren();
  wrong("");
  let line;
  try {
    line = await lineOf(part("query").value);
  } catch (message) {
    part("found").replaceChildren();
    wrong(typeof message === "string" ? says(message) : String(message));
    return part("query").focus();
  }
  const hash = await hashOf(line);
  const found = list.entries.filter((entry) => entry.hashes.includes(hash));
  const done = await desk.acts();
  const cards = found.map((entry) => card(entry, done.find((act) => act.case === entry.case)));
  part("found").replaceChildren(...(cards.length ? cards : [verdict("no", "✕", says("offline-not-on-list"))]));
  part("query").select();
  part("query").focus();
}

function card(entry, act) {
  const { name } = entry;
  const made = element("section", "", { class: "who-card" });
  if (entry.photo) {
    const alt = says("offline-photo", { name });
    made.append(element("img", "", { src: `data:image/jpeg;base64,${entry.photo}`, alt, width: 160, height: 240 }));
  }
  const facts = element("div");
  facts.append(element("h2", name, { class: "mrz-name", dir: "auto" }));
  const isOver = desk.day(desk.now(list)) > entry.last_day;
  if (act) facts.append(verdict("no", "✕", says("offline-twice", { time: desk.clock(act.at) })));
  else if (isOver) facts.append(verdict("no", "✕", says("offline-over", { day: entry.last_day })));
  else facts.append(verdict("yes", "✓", says("offline-may")));
  const lines = [
    `${entry.nationality} · ${says("offline-born", { day: entry.birth_date })}`,
    says("offline-visa", { number: entry.visa_number, day: entry.last_day }),
  ];
  if (entry.adult) lines.push(says("offline-with-adult", { name: entry.adult }));
  facts.append(...lines.map((line) => element("p", line)));
  if (!act && !isOver) facts.append(button(entry));
  made.append(facts);
  return made;
}

function button(entry) {
  const text = says("offline-admit", { name: entry.name });
  const made = element("button", text, { type: "button", class: "button main", "aria-keyshortcuts": "F4" });
  made.addEventListener("click", async () => {
    made.disabled = true;
    // The page may have been open for long.
    if (!(await showList())) return part("found").replaceChildren();
    const act = await desk.admit(list, entry);
    if (!act) return find();
    const done = says("offline-admitted", { name: entry.name, time: desk.clock(act.at) });
    part("found").replaceChildren(verdict("yes", "✓", done));
    part("query").value = "";
    part("query").focus();
    await showActs();
  });
  return made;
}

// Handing in

let busy = false;
async function handIn() {
  if (busy) return;
  busy = true;
  try {
    const { recorded, others, signIn, reached } = await desk.handIn();
    if (recorded || others || signIn || !reached) {
      part("hand-in-says").textContent = signIn
        ? says("offline-sign-in")
        : reached
          ? says("offline-handed-in", { recorded, others })
          : says("offline-not-sent");
    }
    await showActs();
  } finally {
    busy = false;
  }
}

async function isWaiting() {
  return (await desk.acts()).some((act) => !act.answer);
}

part("offline-find").addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});
part("hand-in").addEventListener("click", handIn);
addEventListener("online", handIn);
for (const change of ["online", "offline"]) addEventListener(change, showList);
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const at = document.querySelector(`[aria-keyshortcuts="${event.key}"]:not([hidden])`);
  if (!at) return;
  event.preventDefault();
  at.matches("input") ? at.focus() : at.click();
});
setInterval(async () => {
  if (navigator.onLine && (await isWaiting())) handIn();
}, 30_000);

if (await showList()) part("query").focus();
await showActs();
if (navigator.onLine) {
  desk.keepPage().catch(() => {});
  if (await isWaiting()) await handIn();
}
