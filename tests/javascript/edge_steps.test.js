// The edges of an annotation: a step by key, a place to drag to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nearestEdge, stepEdge } from "../../static/workbench/edge_steps.js";
import { Units } from "../../static/workbench/units.js";

const TEXT = "Some 1,100 people fled.";
const units = new Units([{ start: 0, text: TEXT }], "en");
const spanOf = (words) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

const STEPS = [
  ["1,100", "end", true, "word", "1,100 people"],
  ["1,100 people", "end", false, "word", "1,100"],
  ["1,100", "end", false, "word", "1,100"], // it never passes the other edge
  ["1,100", "start", false, "word", "Some 1,100"],
  ["1,100 people", "start", true, "word", "people"],
  ["1,100", "start", true, "word", "1,100"],
  ["Some", "start", false, "word", "Some"],
  ["fled", "end", true, "word", "fled"],
  ["fled", "end", true, "character", "fled."],
  ["1,100", "start", true, "character", ",100"],
  ["f", "end", false, "character", "f"],
];
for (const [from, edge, forward, unit, to] of STEPS) {
  test(`the ${edge} of “${from}” ${forward ? "on" : "back"} by ${unit}: “${to}”`, () => {
    assert.deepEqual(stepEdge(units, spanOf(from), { edge, forward, unit }), spanOf(to));
  });
}

test("an edge that is dragged snaps to the nearest word", () => {
  const span = spanOf("1,100");
  const { end } = spanOf("people");
  assert.equal(nearestEdge(units, span, { edge: "end", offset: end - 1, unit: "word" }), end);
  assert.equal(nearestEdge(units, span, { edge: "end", offset: span.end + 1, unit: "word" }), span.end);
  assert.equal(nearestEdge(units, span, { edge: "end", offset: end, unit: "word" }), end);
  assert.equal(nearestEdge(units, span, { edge: "end", offset: end - 1, unit: "character" }), end - 1);
});

test("an edge that is dragged past the other leaves the last word", () => {
  const span = spanOf("1,100 people");
  assert.equal(nearestEdge(units, span, { edge: "end", offset: 2, unit: "word" }), undefined);
  assert.equal(nearestEdge(units, span, { edge: "start", offset: span.end, unit: "word" }), spanOf("people").start);
});
