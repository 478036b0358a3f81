// @ts-check
// The edges of the current annotation, by key: a word a step, with Alt a character.

import { stepEdge } from "./edge_steps.js";
import { moveAnnotation } from "./move_annotation.js";

/** @type {[Edge, string[]][]} */
const KEYS = [["end", [",", "."]], ["start", ["<", ">"]]];

/** @param {Workbench} bench */
export function startEdgeKeys(bench) {
  const { cards, keys, selection, textView, text } = bench;

  /**
   * @param {Edge} edge
   * @param {boolean} forward
   * @param {Unit} unit
   */
  async function step(edge, forward, unit) {
    const model = cards.model(cards.current);
    if (!model) return;
    const span = stepEdge(selection.units, model, { edge, forward, unit });
    await moveAnnotation(bench, model, span);
    if (document.activeElement === text) selection.rest(span);
    const range = textView.range(span.start, span.end);
    range.collapse(edge === "start");
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }

  for (const [edge, names] of KEYS) {
    const byWord = (/** @type {KeyPress} */ { key }) => step(edge, key === names[1], "word");
    const byCharacter = (/** @type {KeyPress} */ { key, code }) => step(edge, /[.>]/.test(key) || code === "Period", "character");
    keys.bind("This annotation", `Its ${edge} a word back or on`, names, byWord, "current");
    keys.bind("This annotation", `Its ${edge} a character back or on`, names.map((name) => `Alt+${name}`), byCharacter, "current");
  }
}
