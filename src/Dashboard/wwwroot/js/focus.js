// After one of MudBlazor's dialogs closes the focus goes back to what opened it; the library leaves it on the body. One place for
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
