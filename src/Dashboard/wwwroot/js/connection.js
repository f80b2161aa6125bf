// The lost circuit: buttons of the notice, and a reload by itself when the server was restarted and nothing unsent would be lost by
// it; what js/drafts.js keeps is not.
const unsent = () =>
  [...document.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])")].some(
    (field) => field.value !== field.defaultValue && !field.matches("[data-draft]"),
  );

document.addEventListener("click", async (event) => {
  if (event.target.closest?.("[data-reload]")) {
    event.preventDefault();
    location.reload();
  }
  if (event.target.closest?.("[data-reconnect]")) await Blazor.reconnect();
});

// It is sent to the notice and does not bubble: here it is met on its way down.
document.addEventListener(
  "components-reconnect-state-changed",
  (event) => {
    if (["rejected", "resume-failed"].includes(event.detail.state) && !unsent()) location.reload();
  },
  true,
);
