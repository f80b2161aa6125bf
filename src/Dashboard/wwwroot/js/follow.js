// Step output follows its newest line unless the reader scrolled up; scrolling back to the end follows again.
class Follow extends HTMLElement {
  connectedCallback() {
    // Blazor inserts an element before its children.
    queueMicrotask(() => this.start());
  }
  start() {
    this.following = true;
    this.pane = this.querySelector("[data-pane]");
    this.pane.addEventListener("scroll", () => this.look());
    this.querySelector("[data-follow]")?.addEventListener("click", () => {
      this.following = !this.following;
      this.move();
    });
    this.observer = new MutationObserver(() => this.move());
    this.observer.observe(this.pane, { childList: true, subtree: true, characterData: true });
    this.move();
  }
  disconnectedCallback() {
    this.observer?.disconnect();
  }
  look() {
    // A pane that grew has scrolled nowhere: only the reader moves up.
    const rest = this.pane.scrollHeight - this.pane.clientHeight - this.pane.scrollTop;
    this.following = rest < 8 || (this.following && rest < 40);
    this.classList.toggle("paused", !this.following);
  }
  move() {
    this.classList.toggle("paused", !this.following);
    if (this.following) this.pane.scrollTop = this.pane.scrollHeight;
  }
}

customElements.define("mcpx-follow", Follow);
