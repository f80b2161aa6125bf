// Tells the circuit when nobody can see the tab, so that it sends nothing until somebody can.
let server = null;
const tell = () => server?.invokeMethodAsync("Seen", document.visibilityState === "visible").catch(() => {});

export function watch(reference) {
  server = reference;
  tell();
}
export function leave() {
  server = null;
}

document.addEventListener("visibilitychange", tell);
