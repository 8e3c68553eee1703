// What the officer's desk can do more in a browser with scripts: keys, a sound and a colour on a hit,
// and the camera as a reader. Every page of the desk is complete without it.
//
// A key is written where it acts, as `aria-keyshortcuts`: function keys, since a reader types letters.

const page = document.documentElement;

/** What this desk has turned off, kept in this browser. */
const settings = {
  isOn(name) {
    try {
      return localStorage.getItem(name) !== "off";
    } catch {
      return true;
    }
  },
  set(name, on) {
    try {
      localStorage.setItem(name, on ? "on" : "off");
    } catch {
      // A private window keeps nothing: it holds for this page.
    }
  },
};

// Keys
page.classList.add("keys");
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !/^F\d+$/.test(event.key)) return;
  const key = (event.shiftKey ? "Shift+" : "") + event.key;
  const at = document.querySelector(`[aria-keyshortcuts="${key}"]`);
  if (!at) return;
  event.preventDefault();
  if (at.matches("input")) at.select();
  at.matches("input") ? at.focus() : at.click();
});

// A sound and a colour on a hit
const TONES = { yes: [660, 880], caution: [440, 440], no: [220, 165] };

function sound(tones) {
  const context = new AudioContext();
  tones.forEach((hertz, index) => {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0.15 });
    const start = context.currentTime + index * 0.14;
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.12);
  });
}

const forged = document.querySelector('.outcome[data-outcome="bad"]');
const verdict = forged ? "no" : document.querySelector("main > * > .access, main > .access")?.dataset.access;
if (verdict && TONES[verdict]) {
  if (settings.isOn("desk-colour")) page.dataset.hit = verdict;
  // A browser may refuse a sound before anything was pressed.
  if (settings.isOn("desk-sound")) {
    try {
      sound(TONES[verdict]);
    } catch {}
  }
}

for (const box of document.querySelectorAll(".desk-settings input")) {
  box.checked = settings.isOn(box.name);
  box.addEventListener("change", () => settings.set(box.name, box.checked));
  box.closest("fieldset").hidden = false;
}

// The camera reads into the box, and finds at once.
const camera = document.getElementById("camera");
const video = document.getElementById("camera-picture");

async function film() {
  const box = document.getElementById("query");
  video.hidden = false;
  try {
    const portal = await import("/pkg/portal.js");
    await portal.default({ module_or_path: "/pkg/portal.wasm" });
    const code = await portal.read_code(video);
    if (code === undefined) return;
    box.value = code;
    box.form.requestSubmit();
  } catch {
    document.getElementById("camera-none").hidden = false;
  } finally {
    video.hidden = true;
  }
}

if (camera && navigator.mediaDevices) {
  camera.hidden = false;
  // Hidden while it films, it stops: the same button begins and ends.
  camera.addEventListener("click", () => (video.hidden ? film() : (video.hidden = true)));
}

// The list for the time without a network, and what was done by it.
const list = document.getElementById("desk-list");

async function keepList() {
  const [{ handIn }, { keepPage, renew }, { presses }, { clock }] = await Promise.all(
    ["acts", "pack", "store", "words"].map((part) => import(`/desk-${part}.js`)),
  );
  if (!(await keepPage())) return location.replace("/staff/sign-in");
  document.getElementById("desk-presses").hidden = (await presses()).length === 0;
  const { recorded, others } = await handIn();
  // Whom the portal answered for is on no list any more; what it only keeps waiting changes none.
  const kept = await renew(recorded + others > 0);
  const { kept: says, none } = list.dataset;
  list.textContent = kept ? says.replace("{time}", clock(kept.made_at)) : none;
  list.hidden = false;
}

if (list && document.getElementById("desk")) {
  keepList().catch(() => {});
  addEventListener("offline", () => location.assign("/border/offline"));
}
