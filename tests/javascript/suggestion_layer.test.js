// Which suggested places are marked already.

import assert from "node:assert/strict";
import { test } from "node:test";

import { coverage } from "../../static/workbench/suggestion_layer.js";

test("a place is covered by one span that holds it whole", () => {
  const isCovered = coverage([{ start: 20, end: 30 }, { start: 0, end: 5 }, { start: 3, end: 12 }]);
  const places = [[0, 5], [1, 4], [4, 12], [0, 12], [12, 13], [20, 31], [29, 30], [30, 31]];
  assert.deepEqual(places.map(([start, end]) => isCovered(start, end)), [true, true, true, false, false, false, true, false]);
});

test("a long span reaches over a short one that begins later", () => {
  assert.equal(coverage([{ start: 0, end: 50 }, { start: 5, end: 6 }])(10, 20), true);
});

test("without spans nothing is covered", () => {
  assert.equal(coverage([])(0, 1), false);
});

test("it agrees with looking at each span", () => {
  const spans = Array.from({ length: 30 }, (_, at) => ({ start: (at * 17) % 40, end: ((at * 17) % 40) + 1 + ((at * 7) % 9) }));
  const isCovered = coverage(spans);
  for (let start = 0; start < 50; start += 1) {
    for (let end = start + 1; end < 52; end += 1) {
      assert.equal(isCovered(start, end), spans.some((span) => span.start <= start && end <= span.end), `${start}–${end}`);
    }
  }
});
