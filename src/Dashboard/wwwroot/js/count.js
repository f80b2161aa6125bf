// A length that grows or shrinks by itself. The server says how long it was when it drew and which way it goes; it costs the server
// nothing between, and it goes on without a circuit.
import { write } from "./time.js";

/** Hours, minutes and seconds, as DurationText.Clock on the server. */
export function spoken(seconds) {
  const pad = (number) => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60), seconds % 60];
  return h > 0 ? `${h}:${pad(m % 60)}:${pad(s)}` : `${m}:${pad(s)}`;
}

class Count extends HTMLElement {
  static observedAttributes = ["seconds", "rate"];
  connectedCallback() {
    this.timer = setInterval(() => this.tick(), 1000);
    this.begin();
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
  attributeChangedCallback() {
    this.begin();
  }
  begin() {
    this.since = Date.now();
  }
  tick() {
    const rate = Number(this.getAttribute("rate"));
    if (rate === 0) return;
    const gone = Math.floor((Date.now() - this.since) / 1000);
    // At nothing it waits for the server: what comes then is another sentence.
    write(this, spoken(Math.max(0, Number(this.getAttribute("seconds")) + rate * gone)));
  }
}

customElements.define("mcpx-count", Count);
