// After a change of page the focus goes to the title, open menus close. Says on the root element when the page is live, so that
// a test knows when a click is heard.
class Route extends HTMLElement {
  static observedAttributes = ["path", "interactive"];
  connectedCallback() {
    document.documentElement.toggleAttribute("data-interactive", this.hasAttribute("interactive"));
  }
  attributeChangedCallback(name, before, after) {
    if (name === "interactive") {
      document.documentElement.toggleAttribute("data-interactive", after !== null);
    } else if (before !== null && before !== after) {
      document.querySelectorAll("[popover]:popover-open").forEach((menu) => menu.hidePopover());
      requestAnimationFrame(() => focusTitle());
    }
  }
}

function focusTitle() {
  const title = document.querySelector("#main h1") ?? document.querySelector("#main");
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-skip],[popover] a");
  if (link?.matches("[data-skip]")) {
    event.preventDefault();
    document.querySelector("#main").focus();
  } else if (link) {
    link.closest("[popover]").hidePopover();
  }
});

customElements.define("mcpx-route", Route);
