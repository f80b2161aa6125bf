// The focus and MudBlazor's dialogs. After one closes the focus goes back to what opened it; the library leaves it on the body. One place for
// all dialogs: what had the focus before one appeared is remembered, and given it again when none is left.
const open = () => document.querySelector(".mud-dialog-container") != null;
let opener = null;
let was = false;

function remember(event) {
  if (!open() && event.target instanceof HTMLElement && event.target !== document.body) opener = event.target;
}

function giveBack(tries) {
  if (open() || (document.activeElement !== document.body && document.activeElement !== null)) return;
  const target = opener?.isConnected ? opener : document.querySelector("#main h1");
  if (!target) return;
  // What opened it may be off for a moment, while its act is written.
  if (target.disabled && tries > 0) {
    setTimeout(() => giveBack(tries - 1), 200);
    return;
  }
  const place = target.disabled ? document.querySelector("#main h1") : target;
  if (place?.tagName === "H1") place.tabIndex = -1;
  place?.focus({ preventScroll: true });
}

// Tab goes round within the topmost dialog, here and at once. The library's own trap asks the server first: who tabs faster than it
// answers lands behind the dialog. Its sentinels are stops without a name, so they are none of ours.
const stops = "a[href], button, input, select, textarea, summary";

function within(dialog) {
  return [...dialog.querySelectorAll(stops)].filter(
    (stop) =>
      !stop.disabled &&
      stop.tabIndex >= 0 &&
      stop.checkVisibility() &&
      // Radio buttons of one name are one stop: the chosen one.
      (stop.type !== "radio" || stop.checked || !dialog.querySelector(`[type=radio][name="${stop.name}"]:checked`)),
  );
}

function goRound(event) {
  const dialog = [...document.querySelectorAll(".mud-dialog")].at(-1);
  if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey || !dialog) return;
  const all = within(dialog);
  const at = all.indexOf(document.activeElement);
  // The title has the focus first; from there, and from outside, it goes to an end.
  const next = at < 0 ? (event.shiftKey ? all.length - 1 : 0) : at + (event.shiftKey ? -1 : 1);
  event.preventDefault();
  all.at(next % all.length)?.focus();
}

document.addEventListener("keydown", goRound, true);
document.addEventListener("focusin", remember);
document.addEventListener("pointerdown", (event) => {
  const pressed = event.target.closest?.("button, a[href]");
  if (pressed && !open()) opener = pressed;
});
new MutationObserver(() => {
  const now = open();
  if (was && !now) setTimeout(() => giveBack(10), 0);
  was = now;
}).observe(document.body, { childList: true, subtree: true });
