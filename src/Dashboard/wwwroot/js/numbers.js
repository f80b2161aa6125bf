// Numbers as the reader's browser writes them: "3.8 %" and "1,200 calls" are "3,8 %" and "1.200 calls" in German. The server and all
// data write one way for everybody, so that what many look at is worked out once; times are js/time.js's. Text nodes are changed,
// never replaced: Blazor holds references to them.
const parts = new Intl.NumberFormat(undefined, { numberingSystem: "latn", minimumFractionDigits: 1, useGrouping: true })
  .formatToParts(1234567.8)
  .filter((part) => part.type === "group" || part.type === "decimal");
const mark = (type, none) => parts.find((part) => part.type === type)?.value ?? none;
const [group, decimal] = [mark("group", ""), mark("decimal", ".")];

// A part of a number with a unit behind it, or thousands. Releases, addresses, times and hashes have neither.
const unit = "\\s?(?:%|(?:ms|s|min|h|d|KB|MB|KiB|MiB|GiB)(?![\\w/.-]))";
const number = new RegExp(`(?<![\\w.,:/#-])(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?![\\w,:/-]|\\.\\d)|\\d+\\.\\d+(?=${unit}))`, "g");
const left = "script, style, pre, code, textarea, input, time, [data-raw], #blazor-error-ui";
const named = ["aria-label", "title"];

/** The text with its numbers as they are written here. */
export const local = (text) => text.replace(number, (found) => found.replace(/[.,]/g, (sign) => (sign === "." ? decimal : group)));

// What was written here is not read again: "1.234 ms" would be one and a bit the second time.
const written = new WeakMap();

function node(text) {
  if (written.get(text) === text.data || text.parentElement?.closest(left)) return;
  const now = local(text.data);
  if (now !== text.data) text.data = now;
  written.set(text, now);
}

function names(element) {
  const known = written.get(element) ?? {};
  for (const name of named) {
    const value = element.getAttribute(name);
    if (value === null || known[name] === value) continue;
    known[name] = local(value);
    if (known[name] !== value) element.setAttribute(name, known[name]);
  }
  written.set(element, known);
}

function all(root) {
  if (root.nodeType === Node.TEXT_NODE) return node(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  names(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode())
    if (walker.currentNode.nodeType === Node.TEXT_NODE) node(walker.currentNode);
    else names(walker.currentNode);
}

// Where numbers are written as the server writes them there is nothing to do, now or later.
if (group !== "," || decimal !== ".") {
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "characterData") node(change.target);
      else if (change.type === "attributes") names(change.target);
      else change.addedNodes.forEach(all);
  }).observe(document.body, { childList: true, characterData: true, attributes: true, attributeFilter: named, subtree: true });
  all(document.body);
}
