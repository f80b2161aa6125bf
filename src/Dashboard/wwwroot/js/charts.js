// One cursor for all charts of a page: by pointer, or by arrow keys on the axis. Values are read back from the drawn line, so
// that nothing is sent a second time for them. Numbers are written as the reader's browser writes them.
import { clock, write } from "./time.js";

const shown = 240;
const [top, bottom] = [6, 94];
const number = (value, digits = 0) =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value);

function spoken(value, unit) {
  if (unit === "PartsPerMillion") return `${number(value / 10000, 2)} %`;
  if (unit === "Count") return number(Math.round(value));
  if (value < 1000) return `${number(Math.round(value))} ms`;
  if (value < 60000) return `${number(value / 1000, value < 10000 ? 1 : 0)} s`;
  return `${number(value / 60000, 1)} min`;
}

/** The line's height at a slot; null where nothing was measured. */
function heightAt(chart, slot) {
  const moved = chart.querySelector("g[data-shift]");
  const x = slot + Number(moved.dataset.shift);
  let found = null;
  for (const line of moved.querySelectorAll(".line"))
    for (const [, at, y] of (line.getAttribute("d") ?? "").matchAll(/[ML](-?\d+),([\d.]+)/g))
      if (Number(at) === x) found = Number(y);
  return found;
}

class Charts extends HTMLElement {
  static observedAttributes = ["to"];
  connectedCallback() {
    this.addEventListener("pointermove", (event) => {
      const plot = event.target.closest?.(".sigplot");
      if (!plot) return;
      const box = plot.getBoundingClientRect();
      this.move(Math.round(((event.clientX - box.left) / box.width) * (shown - 1)));
    });
    this.addEventListener("pointerleave", () => this.matches(":focus-within") || this.move(null));
    this.addEventListener("focusout", () => this.move(null));
    this.addEventListener("keydown", (event) => {
      if (event.target.getAttribute("role") !== "slider") return;
      const from = this.cursor ?? shown - 1;
      const to = {
        ArrowLeft: from - 1,
        ArrowRight: from + 1,
        PageUp: from - 24,
        PageDown: from + 24,
        Home: 0,
        End: shown - 1,
        Escape: null,
      };
      if (!(event.key in to)) return;
      event.preventDefault();
      this.move(to[event.key]);
    });
  }
  attributeChangedCallback() {
    // The drawing moved on under the cursor, in the same batch.
    queueMicrotask(() => this.isConnected && this.cursor != null && this.move(this.cursor));
  }
  move(slot) {
    this.cursor = slot == null ? null : Math.min(shown - 1, Math.max(0, slot));
    const said = [];
    const [from, to] = [Number(this.getAttribute("from")), Number(this.getAttribute("to"))];
    const at = new Date(from + ((to - from) * (this.cursor ?? shown - 1)) / (shown - 1));
    const when = to - from > 86400000 ? `${at.toLocaleDateString()} ${clock(at).slice(0, 5)}` : clock(at);
    for (const chart of this.querySelectorAll(".signal[data-full]")) {
      const cursor = chart.querySelector(".cursor");
      cursor.hidden = this.cursor == null;
      if (this.cursor == null) continue;
      const y = heightAt(chart, this.cursor);
      const value =
        y == null
          ? "none"
          : spoken(((bottom - y) / (bottom - top)) * Number(chart.dataset.full), chart.dataset.unit);
      cursor.style.left = `${(this.cursor / (shown - 1)) * 100}%`;
      cursor.classList.toggle("left", this.cursor > shown * 0.7);
      write(cursor.firstElementChild, `${when}  ${value}`);
      said.push(`${chart.dataset.title} ${value}`);
    }
    const slider = this.querySelector("[role=slider]");
    slider?.setAttribute("aria-valuenow", this.cursor ?? shown - 1);
    slider?.setAttribute("aria-valuetext", this.cursor == null ? "now" : `${when}: ${said.join(", ")}`);
  }
}

customElements.define("mcpx-charts", Charts);
