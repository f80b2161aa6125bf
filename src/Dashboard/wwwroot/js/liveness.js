// The age of the last evaluation, counted here. The server says how old it was when it drew the page; from then on only this
// clock counts, so a dead circuit and a silent watchdog look the same: old.
import { clock, rough, words, write } from "./time.js";

class Aging extends HTMLElement {
  static observedAttributes = ["age"];
  connectedCallback() {
    // Blazor inserts an element before its children.
    queueMicrotask(() => this.restart());
    this.timer = setInterval(() => this.tick(), 1000);
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
  attributeChangedCallback() {
    queueMicrotask(() => this.restart());
  }
  restart() {
    const age = this.getAttribute("age");
    // Whole seconds are enough here, and a page that slept catches up at once: Date.now() goes on during a suspend.
    this.since = age === null ? null : Date.now() - Number(age);
    this.tick();
  }
  tick() {
    if (this.since == null || !this.isConnected) return;
    const age = Date.now() - this.since;
    this.show(age, age > Number(this.getAttribute("silent-after")));
  }
}

class Liveness extends Aging {
  show(age, silent) {
    this.classList.toggle("silent", silent);
    write(
      this.querySelector(".wide"),
      silent ? `Watchdog silent for ${words(age)}` : `Watchdog alive, evaluated ${words(age)} ago`,
    );
    write(this.querySelector(".narrow"), rough(age));
  }
}

class Heartbeat extends Aging {
  show(age, silent) {
    this.classList.toggle("unheard", silent);
    write(this, silent ? `no heartbeat for ${words(age)}` : `heartbeat ${words(age)} ago`);
  }
}

class Stale extends Aging {
  show(age, silent) {
    const notice = this.firstElementChild;
    write(notice.querySelector("[data-at]"), clock(new Date(Number(this.getAttribute("evaluated-at")))));
    // Said once: an alert whose text changes is read again each second.
    if (notice.hidden || !silent) write(notice.querySelector("[data-age]"), words(age));
    else if (Math.floor(age / 1000) % 60 === 0) write(notice.querySelector("[data-age]"), words(age));
    notice.hidden = !silent;
    if (silent) document.documentElement.dataset.live = "stale";
    else delete document.documentElement.dataset.live;
  }
}

customElements.define("mcpx-liveness", Liveness);
customElements.define("mcpx-heartbeat", Heartbeat);
customElements.define("mcpx-stale", Stale);
