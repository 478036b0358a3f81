// Which places an adjudicator sees under a filter.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fitsFilter } from "../../static/reconciliation/place_filter.js";

const STATES = ["open", "stale", "agreed", "settled"];
for (const [show, expected] of [
  ["all", STATES],
  ["todo", ["open", "stale"]],
  ["stale", ["stale"]],
  ["agreed", ["agreed"]],
  ["settled", ["settled"]],
  ["label", ["open", "stale"]], // a type of difference, where it is left to settle
  ["value", []],
]) {
  test(`“${show}” shows ${expected.join(", ") || "nothing"}`, () => {
    assert.deepEqual(STATES.filter((state) => fitsFilter(show, { state, types: "label edges" })), expected);
  });
}

test("a type is a whole word", () => {
  assert.equal(fitsFilter("edge", { state: "open", types: "label edges" }), false);
});
