// Keeps e-visa and V-Pass on this device at their first opening, for the time without a network: the service
// worker stores what this page asks it to, and the page then says so. The pass is complete without
// this script.

const workers = navigator.serviceWorker;

async function keepThisPass() {
  await workers.register("/service-worker.js");
  const { active } = await workers.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  active.postMessage({ keep: location.pathname }, [port2]);
  if (await kept) document.getElementById("kept").hidden = false;
}

// What was opened without a network is renewed as soon as there is one.
if (!navigator.onLine) addEventListener("online", () => location.reload(), { once: true });

// Absent without https, and in some private windows.
if (workers) keepThisPass().catch(() => {});
