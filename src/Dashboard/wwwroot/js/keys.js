// Keys: "?" lists them, "g" and a letter goes, Ctrl+K finds. They open pages and nothing else: no key approves anything.
// While somebody types in a field, or a dialog is open, they do nothing.
const places = { o: "", s: "sse", i: "incidents", r: "releases", w: "wall" };
const patience = 1500;
const most = 12;
let gone = 0;

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable=true]") != null;
const busy = () => document.querySelector("dialog[open], .mud-dialog-container") != null;
const go = (href) => {
  const to = new URL(href, document.baseURI);
  Blazor.navigateTo(to.pathname + to.search);
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    if (busy() || !document.querySelector("#main:not(.plain)")) return;
    event.preventDefault();
    open();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || busy()) return;
  if (!document.querySelector("#main:not(.plain)")) return;
  if (event.key === "?") {
    event.preventDefault();
    document.querySelector("#keys").showModal();
  } else if (event.key === "g") {
    gone = Date.now();
  } else if (Date.now() - gone < patience && event.key in places) {
    gone = 0;
    event.preventDefault();
    go(places[event.key]);
  } else {
    gone = 0;
  }
});

let items = [];
let found = [];
let chosen = 0;
const palette = () => document.querySelector("#palette");
const field = () => palette().querySelector("input");

async function open() {
  palette().showModal();
  field().value = "";
  show();
  try {
    const answer = await fetch("palette.json", { headers: { accept: "application/json" }, redirect: "error" });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    items = await answer.json();
    show();
  } catch (problem) {
    items = [];
    show();
    palette().querySelector("[role=status]").textContent = `The list cannot be read: ${problem.message}.`;
  }
}

function show() {
  const words = field().value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (item) => words.every((word) => `${item.kind} ${item.text} ${item.hint}`.toLowerCase().includes(word));
  const all = items.filter(fits);
  found = all.slice(0, most);
  chosen = 0;
  palette()
    .querySelector("ul")
    .replaceChildren(
      ...found.map((item, index) => {
        const row = document.createElement("li");
        row.id = `palette-${index}`;
        row.setAttribute("role", "option");
        const parts = [
          ["span", item.kind],
          ["b", item.text],
          ["span", item.hint],
        ];
        row.append(
          ...parts.map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })),
        );
        row.addEventListener("click", () => pick(index));
        return row;
      }),
    );
  palette().querySelector("[role=status]").textContent =
    items.length === 0 ? "" : all.length === 0 ? "Nothing is called that." : `${found.length} of ${all.length}`;
  mark();
}

function mark() {
  for (const [index, row] of [...palette().querySelectorAll("li")].entries())
    row.setAttribute("aria-selected", String(index === chosen));
  field().setAttribute("aria-activedescendant", found.length > 0 ? `palette-${chosen}` : "");
  palette().querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function pick(index) {
  const item = found[index];
  if (!item) return;
  palette().close();
  go(item.href);
}

document.addEventListener("input", (event) => event.target === field() && show());
document.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length === 0) return;
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    mark();
  } else if (event.key === "Enter") {
    event.preventDefault();
    pick(chosen);
  }
});
document.addEventListener("click", (event) => {
  // Beside the dialog is its backdrop.
  if (event.target.matches?.("dialog.keys")) event.target.close();
});
