// @ts-check
// Moving an annotation to other words.

import { isAltered } from "./altered_text.js";

/**
 * Move an annotation to other words, unless the same mark lies there already; say which words they are.
 * @param {Workbench} bench
 * @param {Annotation} model
 * @param {Span} span
 */
export async function moveAnnotation({ cards, further, changes, textView, say }, model, span) {
  const { start, end } = span;
  if ((start === model.start && end === model.end) || isAltered(textView, span)) return;
  const isThere = (/** @type {Annotation} */ other) =>
    other.id !== model.id && other.label === model.label && other.part === model.part && other.start === start && other.end === end;
  if (!(await further.isWhole())) return;
  if (cards.everyModel().some(isThere)) {
    say("You have marked these words with this label already.");
    return;
  }
  await changes.move(model, span);
  say(textView.quote(start, end).slice(-300));
}
