// Local time in the reader's zone, UTC on hover. Text nodes are changed, never replaced: Blazor holds references to them.

/** Writes text into the first text node of an element. */
export function write(element, text) {
  if (!element) return;
  if (element.firstChild) {
    if (element.firstChild.data !== text) element.firstChild.data = text;
  } else {
    element.append(text);
  }
}

/** The two largest units, as DurationText.Words on the server. */
export function words(milliseconds) {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  const pair = (large, largeUnit, small, smallUnit) =>
    small ? `${large} ${largeUnit} ${small} ${smallUnit}` : `${large} ${largeUnit}`;
  if (s < 60) return `${s} s`;
  if (s < 3600) return pair(Math.floor(s / 60), "min", s % 60, "s");
  if (s < 86400) return pair(Math.floor(s / 3600), "h", Math.floor(s / 60) % 60, "min");
  if (s < 172800) return `${Math.floor(s / 3600)} h`;
  return pair(Math.floor(s / 86400), "d", Math.floor(s / 3600) % 24, "h");
}

/** The largest unit alone, as DurationText.Rough on the server. */
export function rough(milliseconds) {
  return words(milliseconds).split(" ").slice(0, 2).join(" ");
}

const pad = (number) => String(number).padStart(2, "0");
const month = new Intl.DateTimeFormat("en-GB", { month: "short" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });

export const clock = (date) => `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;

function local(date, format) {
  const time = format === "seconds" ? clock(date) : `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (format === "date") return `${date.getDate()} ${month.format(date)} ${date.getFullYear()}`;
  if (format !== "day") return time;
  const days = (Date.now() - date) / 86400000;
  if (new Date().toDateString() === date.toDateString()) return time;
  return days >= 0 && days < 6 ? `${weekday.format(date)} ${time}` : `${date.getDate()} ${month.format(date)} ${time}`;
}

class LocalTime extends HTMLElement {
  static observedAttributes = ["at", "format"];
  connectedCallback() {
    // Blazor inserts an element before its children.
    queueMicrotask(() => this.show());
  }
  attributeChangedCallback() {
    // Blazor writes the text after the attribute, in the same batch.
    queueMicrotask(() => this.show());
  }
  show() {
    const at = new Date(this.getAttribute("at"));
    if (!Number.isNaN(at.getTime())) write(this.querySelector("time"), local(at, this.getAttribute("format")));
  }
}

class Clock extends HTMLElement {
  connectedCallback() {
    const zone = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" });
    const tick = () => {
      const now = new Date();
      write(this.querySelector("time"), clock(now));
      write(this.querySelector("span"), zone.formatToParts(now).find((part) => part.type === "timeZoneName").value);
      this.title = `${now.toISOString().slice(11, 16)} UTC`;
    };
    queueMicrotask(tick);
    this.timer = setInterval(tick, 1000);
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("mcpx-time", LocalTime);
customElements.define("mcpx-clock", Clock);
