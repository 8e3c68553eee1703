// What the pages of a desk without a network say: their words stand in the page.

/** A text of the page, with these values in it. */
export function says(key, values = {}) {
  const text = document.querySelector(`#desk-words [data-key="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function element(name, text, marks = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [mark, value] of Object.entries(marks)) made.setAttribute(mark, value);
  return made;
}

const SIGNS = { yes: "✓", no: "✕", caution: "!" };

/** A verdict as the desk shows it everywhere. */
export function verdict(kind, text) {
  const line = element("p", "", { class: "access", "data-access": kind, role: "status" });
  line.append(element("span", SIGNS[kind], { "aria-hidden": "true" }), ` ${text}`);
  return line;
}

const inPhnomPenh = { timeZone: "Asia/Phnom_Penh" };

/** The time of the day in Phnom Penh. */
export function clock(instant) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...inPhnomPenh };
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(instant));
}

/** The day in Phnom Penh, `YYYY-MM-DD`. */
export function day(instant) {
  return new Intl.DateTimeFormat("en-CA", inPhnomPenh).format(new Date(instant));
}

/** A day `YYYY-MM-DD` in words, `12 August 1974`; of which `00` is unknown: `August 1974`, `1974`. */
export function written(date) {
  const [, year, month, on] = /^(?!0000)(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (!year) return date;
  if (month === "00") return on === "00" ? year : date;
  const known = on === "00" ? { month: "long", year: "numeric" } : { day: "numeric", month: "long", year: "numeric" };
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(on) || 1));
  return new Intl.DateTimeFormat("en-GB", { ...known, timeZone: "UTC" }).format(at);
}
