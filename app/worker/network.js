// How long the network may take, and what counts as none.

const PATIENCE_MS = 4000;
/** So long after a hang what is kept is answered at once: a page names many files. */
const HANGING_MS = 15_000;
/** What a gateway answers in the portal's place. */
const GATEWAY = [502, 503, 504];

let hungAt = -Infinity;

/** Whether the network hung a moment ago. */
export function hangs() {
  return Date.now() - hungAt < HANGING_MS;
}

/** The request with a signal. Never of a form: it would be the worker's own then, whatever site it came from. */
function withSignal(request, signal) {
  return request.method === "GET" ? new Request(request, { signal }) : request;
}

/** Fetches; fails when it takes too long. What hangs is given up: the browser would have the next one of its kind wait. */
export async function inTime(request, patience = PATIENCE_MS) {
  const control = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      hungAt = Date.now();
      reject(new Error("the network hangs"));
      control.abort();
    }, patience);
  });
  try {
    return await Promise.race([fetch(withSignal(request, control.signal)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The portal's own answer; fails where a gateway answers, or nobody in time. */
export async function ofPortal(request, patience) {
  const answer = await inTime(request, patience);
  if (GATEWAY.includes(answer.status)) throw new Error("a gateway answers");
  return answer;
}
