// @ts-check
// Search in the article: `/` opens the bar, Enter walks through what is found, Escape leaves the
// cursor there, so that Enter tags it.

import { find, findAs } from "../dom.js";
import { FoldedText } from "./search_folding.js";
import { paint, unpaint } from "./text_paint.js";

const PAINTED = 400; // matches painted at once, those around the current one

/** @param {Workbench} bench */
export function startSearch({ text, textView, keys, selection, say }) {
  const bar = find("#find");
  const field = findAs(HTMLInputElement, "input", bar);
  const count = findAs(HTMLOutputElement, "output", bar);
  /** @type {FoldedText | undefined} */
  let folded;
  /** @type {Span[]} */
  let found = [];
  let at = -1;

  /** Return the article's text, folded when it is searched first. */
  function searched() {
    if (folded) return folded;
    folded = new FoldedText();
    for (const [index, { start, text: part }] of textView.parts.entries()) {
      // Between two paragraphs stands a line end, which the page leaves out.
      const gap = index ? start - textView.starts[index - 1] - textView.length(index - 1) : 0;
      folded.add("\n".repeat(gap), start - gap);
      folded.add(part, start);
    }
    return folded;
  }

  function seek() {
    found = searched().find(field.value);
    // On from where one reads, not from the top.
    const from = selection.cursor.selected?.start ?? 0;
    const next = found.findIndex(({ start }) => start >= from);
    at = found.length ? Math.max(0, next) : -1;
    show();
  }

  function show() {
    const words = !field.value.trim() ? "" : found.length ? `${at + 1} of ${found.length}` : "Not found";
    count.value = words;
    bar.classList.toggle("nothing", words === "Not found");
    paintFound();
    if (at < 0) return;
    const { start, end } = found[at];
    const box = textView.range(start, end).getBoundingClientRect();
    if (box.top < 130 || box.bottom > innerHeight - 90) scrollBy({ top: box.top - innerHeight / 2 });
  }

  function paintFound() {
    const near = found.slice(Math.max(0, at - PAINTED / 2), at + PAINTED / 2);
    const rangeOf = (/** @type {Span} */ { start, end }) => textView.range(start, end);
    paint("found", near.map(rangeOf));
    paint("found-here", found[at] ? [rangeOf(found[at])] : [], { priority: 2 });
  }

  /** @param {number} steps */
  function step(steps) {
    if (!found.length) return undefined;
    at = (at + steps + found.length) % found.length;
    if (bar.hidden) return stay();
    show();
    const { start, end } = found[at];
    return say(`${at + 1} of ${found.length}: ${textView.quote(Math.max(0, start - 30), end + 30)}`);
  }

  function open() {
    bar.hidden = false;
    field.focus();
    field.select();
    if (field.value) seek();
  }

  /** Close the bar; the cursor stays on the match. */
  function close() {
    bar.hidden = true;
    unpaint("found");
    unpaint("found-here");
    stay();
  }

  function stay() {
    text.focus({ preventScroll: true });
    if (at < 0) return;
    selection.rest(found[at]);
    selection.tell();
  }

  field.addEventListener("input", () => {
    seek();
    say(count.value);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  find("[data-before]", bar).addEventListener("click", () => step(-1));
  find("[data-next]", bar).addEventListener("click", () => step(1));
  find("[data-close]", bar).addEventListener("click", close);
  find("[data-find]").addEventListener("click", open);
  keys.bind("The text", "Search; Enter and Shift Enter walk through what is found, Esc stays there", ["/"], open);
  keys.bind("The text", "Search on; with Shift, back", ["F3"], () => (found.length ? step(1) : open()));
  keys.act("Shift+F3", () => step(-1));

  // The desk's search leads here with the words that it found.
  const sought = /^#find=(.+)/s.exec(location.hash);
  if (sought) {
    field.value = decode(sought[1]);
    open();
  }
}

/**
 * Return the words that an address has; as they stand there, where they were cut short.
 * @param {string} written
 */
function decode(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
