// Numbers on paper.

import assert from "node:assert/strict";
import { test } from "node:test";

import { numbersOfMarks } from "../../static/workbench/print_numbers.js";

test("each annotation has its number at the mark that it begins with", () => {
  // b lies over two marks, within a that lies over all.
  assert.deepEqual(numbersOfMarks(["a", "b", "c"], [["a"], ["a", "b"], ["b", "a"], ["a", "c"]]), [[1], [2], [], [3]]);
});

test("two that begin together stand in the list's order", () => {
  assert.deepEqual(numbersOfMarks(["a", "b"], [["b", "a"]]), [[1, 2]]);
});

test("what has no mark in the text yet still has its number in the list", () => {
  assert.deepEqual(numbersOfMarks(["new", "a"], [["a"]]), [[2]]);
});

test("a mark of what is not listed has no number", () => {
  assert.deepEqual(numbersOfMarks([], [["a"]]), [[]]);
});
