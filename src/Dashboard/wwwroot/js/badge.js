// How many proposals wait, before the tab's title; and, for who asked for it, a notification of a new one. The choice is the
// browser's own and stays in it.
const key = "mcpx-notify";
const wanted = () => localStorage.getItem(key) === "on" && window.Notification?.permission === "granted";

class Badge extends HTMLElement {
  static observedAttributes = ["waiting", "newest"];
  connectedCallback() {
    this.known = this.getAttribute("newest");
    // Each page writes its own title; the count goes before it again.
    this.observer = new MutationObserver(() => this.show());
    this.observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    this.show();
  }
  disconnectedCallback() {
    this.observer?.disconnect();
  }
  attributeChangedCallback(name, before, after) {
    if (!this.isConnected) return;
    this.show();
    if (name === "newest" && after && after !== this.known) {
      this.known = after;
      if (wanted()) this.tell(after);
    }
  }
  show() {
    const waiting = Number(this.getAttribute("waiting"));
    const title = document.title.replace(/^\(\d+\) /, "");
    const text = waiting > 0 ? `(${waiting}) ${title}` : title;
    if (document.title !== text) document.title = text;
  }
  tell(text) {
    const notice = new Notification("A rollback is proposed", { body: text, tag: text });
    notice.onclick = () => {
      window.focus();
      Blazor.navigateTo(`/incidents/${encodeURIComponent(text.split(" ")[0])}`);
    };
  }
}

class Notify extends HTMLElement {
  connectedCallback() {
    // Blazor inserts an element before its children.
    queueMicrotask(() => {
      this.querySelector("input").checked = wanted();
    });
    this.addEventListener("change", async (event) => {
      const box = event.target;
      if (!box.checked) {
        localStorage.removeItem(key);
        return;
      }
      const answer = window.Notification ? await Notification.requestPermission() : "missing";
      box.checked = answer === "granted";
      if (box.checked) localStorage.setItem(key, "on");
      this.querySelector("[role=status]").textContent = box.checked ? "" : "This browser does not allow it.";
    });
  }
}

customElements.define("mcpx-badge", Badge);
customElements.define("mcpx-notify", Notify);
