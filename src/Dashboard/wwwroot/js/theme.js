// The theme switch: applies at once, keeps the choice in a cookie that the server reads for the next first paint.
const year = 31536000;
const root = document.documentElement;

class Theme extends HTMLElement {
  connectedCallback() {
    // Blazor inserts an element before its children.
    queueMicrotask(() => this.mark());
    this.addEventListener("change", (event) => {
      const choice = event.target.value;
      if (choice === "system") delete root.dataset.theme;
      else root.dataset.theme = choice;
      document.cookie = `mcpx-theme=${choice};path=/;max-age=${year};samesite=lax`;
      document.querySelectorAll("mcpx-theme").forEach((other) => other.mark());
    });
  }
  mark() {
    const choice = root.dataset.theme ?? "system";
    this.querySelectorAll("input").forEach((input) => (input.checked = input.value === choice));
  }
}

customElements.define("mcpx-theme", Theme);
