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
    const exactly = names.map((name) => `Alt+${name}`);
    for (const [at, name] of names.entries()) {
      keys.act(name, () => step(edge, at === 1, "word"), "current");
      keys.act(exactly[at], () => step(edge, at === 1, "character"), "current");
    }
    keys.tell("This annotation", `Its ${edge} a word back or on`, names);
    keys.tell("This annotation", `Its ${edge} a character back or on`, exactly);
  }
}
