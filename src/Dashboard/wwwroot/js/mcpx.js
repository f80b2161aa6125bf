// What the pages do without asking the server: ages and clocks that go on counting when the circuit is dead, local time,
// the theme, focus. Custom elements, so that no call from the server is needed and Blazor's own markup stays its own.
import "./liveness.js";
import "./time.js";
import "./count.js";
import "./numbers.js";
import "./drafts.js";
import "./theme.js";
import "./route.js";
import "./follow.js";
import "./connection.js";
import "./print.js";
import "./charts.js";
import "./keys.js";
import "./focus.js";
import "./badge.js";
