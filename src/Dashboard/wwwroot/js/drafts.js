// What somebody writes and has not sent outlives the circuit: kept in this tab only, and put back when its field is there again.
// Only fields that say so by data-draft, which none for a secret does.
import { write } from "./time.js";

const prefix = "mcpx-draft:";
const root = document.documentElement;
const here = () => `${prefix}${location.pathname}#`;
const keys = new WeakMap();
const fields = (within) => [...(within.querySelectorAll?.("[data-draft]") ?? [])];

function keyOf(field) {
  if (!keys.has(field)) keys.set(field, here() + field.dataset.draft);
  return keys.get(field);
}

/** Names of what was written on this page and has no field now. */
function waiting() {
  const shown = new Set(fields(document).map(keyOf));
  return Object.keys(sessionStorage).filter((key) => key.startsWith(here()) && !shown.has(key));
}

// Writes only what is another: it is called after each change of the page, its own too.
function notice() {
  const note = document.querySelector("#kept");
  if (!note || !root.hasAttribute("data-interactive")) return;
  const names = waiting().map((key) => key.slice(here().length));
  write(note.querySelector("[data-names]"), names.join(", "));
  note.classList.toggle("shown", names.length > 0);
}

function putBack(field) {
  const key = keyOf(field);
  const kept = sessionStorage.getItem(key);
  if (!root.hasAttribute("data-interactive") || kept === null || kept === field.value) return;
  field.value = kept;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function drop(field) {
  // Blazor may put the same field in another place, or the live page its own in the place of the first one.
  const key = keyOf(field);
  setTimeout(() => {
    if (!fields(document).some((other) => keyOf(other) === key)) sessionStorage.removeItem(key);
    notice();
  });
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-draft]")) return;
  try {
    if (field.value) sessionStorage.setItem(keyOf(field), field.value);
    else sessionStorage.removeItem(keyOf(field));
  } catch {
    // The tab's store is full or forbidden: it stands on the page as long as the page does.
  }
});

// Who signs out leaves nothing to whoever comes next.
document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form[action$=signout]")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-discard]")) return;
  waiting().forEach((key) => sessionStorage.removeItem(key));
  notice();
});

new MutationObserver((changes) => {
  let moved = false;
  for (const change of changes) {
    for (const removed of change.removedNodes)
      for (const field of [...(removed.matches?.("[data-draft]") ? [removed] : []), ...fields(removed)]) drop(field);
    moved ||= change.type === "attributes" || change.addedNodes.length > 0;
  }
  if (!moved) return;
  fields(document).forEach(putBack);
  notice();
}).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-interactive"] });
