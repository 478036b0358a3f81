// @ts-check
// What a correction left behind, judged by key: the line that is looked at, and the words of its new place.

import { closest, control, find, findAs, query, queryAll, takesKeys } from "../dom.js";
import { keyAmong } from "../key_names.js";
import { TextView } from "../workbench/text_view.js";
import { paint, unpaint } from "../workbench/text_paint.js";

const lines = queryAll(".left");
const dialog = query("dialog#elsewhere");
/** @type {Record<string, (line: HTMLElement) => void>} */
const ACTS = {
  a: (line) => query("[data-accept]", line)?.click(),
  d: (line) => query("[data-drop]", line)?.click(),
  m: (line) => query("[data-elsewhere]", line)?.click(),
  u: (line) => query("[data-undo]", line)?.click(),
};
/** @type {HTMLElement | undefined} */
let at;

/** @param {HTMLElement | undefined} line */
function go(line) {
  if (!line) return;
  at?.classList.remove("at");
  at = line;
  line.classList.add("at");
  line.focus();
}

/** @param {number} by */
function step(by) {
  const now = at ? lines.indexOf(at) : -1;
  go(lines[Math.min(Math.max(now + by, 0), lines.length - 1)]);
}

let isForPage = false;
document.addEventListener("keydown", ({ target }) => {
  isForPage = !takesKeys(target);
}, { capture: true });
document.addEventListener("keydown", (event) => {
  if (!isForPage || event.ctrlKey || event.metaKey || event.altKey) return;
  const name = keyAmong(event, (key) => key in ACTS || key === "j" || key === "k");
  if (name === "j" || name === "k") step(name === "j" ? 1 : -1);
  else if (name && at) ACTS[name](at);
  else return;
  event.preventDefault();
});
for (const line of lines) line.addEventListener("focusin", () => go(line === at ? undefined : line));

if (dialog) {
  const box = findAs(HTMLDialogElement, "#elsewhere");
  const text = find("#text", box);
  const view = new TextView(text);
  const here = findAs(HTMLButtonElement, "[data-here]", box);
  /** @type {HTMLFormElement | undefined} */
  let form;
  /** @type {Span | null} */
  let span = null;

  const choose = () => {
    const selection = getSelection();
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const found = range && text.contains(range.startContainer) ? view.span(range) : null;
    span = found && view.snap(found);
    here.disabled = !span;
  };
  const send = () => {
    if (!span || !form) return;
    control(form, "start").value = String(span.start);
    control(form, "end").value = String(span.end);
    control(form, "quote").value = view.quote(span.start, span.end);
    box.close();
    form.requestSubmit();
  };
  document.addEventListener("selectionchange", choose);
  here.addEventListener("click", send);
  find("[data-close]", box).addEventListener("click", () => box.close());
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || closest(event.target, "button")) return;
    event.preventDefault();
    send();
  });
  document.addEventListener("click", ({ target }) => {
    const button = closest(target, "[data-elsewhere]");
    const line = closest(button, ".left");
    if (!button || !line) return;
    form = findAs(HTMLFormElement, "form[data-move]", line);
    getSelection()?.removeAllRanges();
    box.showModal();
    unpaint("likeliest");
    const { start, end } = line.dataset;
    if (start === undefined || end === undefined) return;
    const range = view.range(Number(start), Number(end));
    paint("likeliest", [range]);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  });
}

const asked = location.hash.startsWith("#p-") ? lines.find(({ id }) => `#${id}` === location.hash) : undefined;
// After a verdict the next line that waits is looked at; without one, the first.
const next = asked && !("open" in asked.dataset) ? lines.slice(lines.indexOf(asked)).find((line) => "open" in line.dataset) : asked;
go(next ?? asked ?? lines.find((line) => "open" in line.dataset));
