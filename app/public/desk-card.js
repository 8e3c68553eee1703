// Whom the list of a desk without a network means: found by what the box holds, and shown with the verdict.
import { now } from "/desk-pack.js";
import { clock, day, element, says, verdict, written } from "/desk-words.js";

/** The portal's module, which reads the box as the portal does. */
async function portal() {
  const module = await import("/pkg/portal.js");
  await module.default({ module_or_path: "/pkg/portal.wasm" });
  return module;
}

async function hashOf(list, line) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(list.salt + line));
  const bytes = [...new Uint8Array(digest).slice(0, 16)];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Who is meant by a text, and whether by the passport, which an officer has in hand; anything else tells
 * only whom it is about.
 *
 * @throws the key of what is wrong with the text
 */
export async function find(list, text) {
  const line = (await portal()).desk_line(text, day(now(list)));
  const hash = await hashOf(list, line);
  const entries = list.entries.filter((entry) => entry.hashes.includes(hash));
  return { entries, byPassport: line.startsWith("passport ") };
}

function facts(entry, { desk_state: state }) {
  const lines = [
    `${state(entry.nationality)} · ${says("offline-born", { day: written(entry.birth_date) })}`,
    says("offline-visa", { number: entry.visa_number, day: written(entry.last_day) }),
  ];
  if (entry.adult) lines.push(says("offline-with-adult", { name: entry.adult }));
  return lines.map((line) => element("p", line));
}

/**
 * The card of an entry: what was admitted of it at this desk, what was pressed as the network went, and
 * whether it was found by the passport; `admit` is called by its button.
 */
export async function card(list, entry, { act, press, byPassport, admit }) {
  const { name } = entry;
  const made = element("section", "", { class: "who-card" });
  if (entry.photo) {
    const alt = says("offline-photo", { name });
    made.append(element("img", "", { src: `data:image/jpeg;base64,${entry.photo}`, alt, width: 160, height: 240 }));
  }
  const said = element("div");
  said.append(element("h2", name, { class: "mrz-name", dir: "auto" }));
  const isOver = day(now(list)) > entry.last_day;
  if (press) said.append(verdict("caution", says("offline-pressed-before", { time: clock(press.at) })));
  if (act) said.append(verdict("no", says("offline-twice", { time: clock(act.at) })));
  else if (isOver) said.append(verdict("no", says("offline-over", { day: written(entry.last_day) })));
  else if (byPassport) said.append(verdict("yes", says("offline-may")));
  else said.append(verdict("caution", says("offline-compare")), element("p", says("offline-compare-how")));
  said.append(...facts(entry, await portal()));
  if (!act && !isOver && byPassport) said.append(button(entry, admit));
  made.append(said);
  return made;
}

function button(entry, admit) {
  const text = says("offline-admit", { name: entry.name });
  const made = element("button", text, { type: "button", class: "button main", "aria-keyshortcuts": "F4" });
  made.addEventListener("click", () => {
    made.disabled = true;
    admit(entry);
  });
  return made;
}
