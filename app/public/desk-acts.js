// What a desk did from its list: noted, and handed in when the portal is there.
import { now } from "/desk-pack.js";
import { acts, forget, stored } from "/desk-store.js";

const AT_ONCE = 50;
const PATIENCE_MS = 60_000;
const NO_ANSWER = ["TypeError", "SyntaxError", "TimeoutError"];

export const isWaiting = (act) => !act.answer;

/** Notes an admission; null when the traveller was admitted at this desk before. */
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

const post = (some) =>
  fetch("/act/border/hand-in", {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ acts: some.map(({ id, pack, case: of, at }) => ({ id, pack, case: of, at })) }),
  });

/** What the portal says of each act; one that it cannot take here is kept with its words, and tried again. */
async function note(some, answers, result) {
  for (const { id, accepted, says, keep } of answers) {
    const act = some.find((act) => act.id === id);
    result[keep ? "kept" : accepted ? "recorded" : "others"] += 1;
    const noted = keep ? { ...act, says } : { ...act, answer: { accepted, says } };
    await stored("acts", "readwrite", (store) => store.put(noted));
  }
}

/**
 * Hands in what was not answered yet: how many were recorded, how many not, and how many are kept; whether the
 * session is over, whether the portal was reached, and with what words it refused. An answer that got lost
 * is asked for again: the portal knows each act.
 */
export async function handIn() {
  const waiting = (await acts()).filter(isWaiting);
  const result = { recorded: 0, others: 0, kept: 0, signIn: false, reached: true, refused: null };
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const some = waiting.slice(at, at + AT_ONCE);
    try {
      const answer = await post(some);
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        await forget();
        return { ...result, signIn: true };
      }
      if (answer.status >= 500) return { ...result, reached: false };
      if (answer.ok) await note(some, await answer.json(), result);
      else result.refused = (await answer.text()).trim();
    } catch (error) {
      // The network went, or another answers in its place; what the desk's own disk refuses is another thing.
      if (NO_ANSWER.includes(error?.name)) return { ...result, reached: false };
      throw error;
    }
  }
  return result;
}
