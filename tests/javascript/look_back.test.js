// What a reading leaves open, and the way through it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { declare } from "../../static/workbench/declared_details.js";
import { isComparable, leftOpen, nextOpen } from "../../static/workbench/look_back.js";

declare({
  kinds: {}, card: {}, essential: { claim: "question", entity: "entity", stance: "stance_target" }, entities: [], comesTo: [], readOff: {},
  questions: [],
});
const QUESTIONS = [
  { slug: "long", type: "quantity" }, { slug: "landed", type: "yes-no" }, { slug: "why", type: "text" }, { slug: "when", type: "date" },
];
const model = (id, kind, details = {}, names = {}) => ({ id, kind, label: `${kind}-x`, start: 0, end: 1, details, names });
const MODELS = [
  model("a", "claim"),
  model("b", "claim", { question: "long", value: "long" }),
  model("c", "claim", { question: "long", value_low: "3", value_high: "3" }),
  model("d", "claim", { question: "landed", value: "has landed" }),
  model("e", "claim", { question: "landed", answer_key: "yes" }),
  model("f", "claim", { question: "why", value: "so" }),
  model("g", "claim", { question: "when", value_high: "2023-12-31" }),
  model("h", "claim", {}, { question: "A question that waits?" }),
  model("i", "entity"),
  model("j", "entity", { entity: "omar" }),
];

test("what has no detail, what cannot be compared, what is undecided", () => {
  const groups = leftOpen(MODELS, QUESTIONS, [{ start: 4, end: 9, entities: [], dismissed: false }]);
  const keys = groups.map(({ items }) => items.map(({ key }) => key));
  assert.deepEqual(keys, [["a", "i"], ["b", "d"], ["at 4-9"]]);
  assert.deepEqual(leftOpen([MODELS[2]], QUESTIONS, []), []);
});

test("each type asks for its own", () => {
  assert.equal(isComparable({ value: "3 km" }, "quantity"), false);
  assert.equal(isComparable({ value_low: "2022-01-01" }, "date"), true);
  assert.equal(isComparable({ value: "north" }, "choice"), false);
  assert.equal(isComparable({ answer_key: "north" }, "choice"), true);
  assert.equal(isComparable({}, "text"), false);
});

test("one goes through each once", () => {
  const groups = leftOpen(MODELS, QUESTIONS, []);
  const seen = new Set();
  const way = [];
  for (let next = nextOpen(groups, seen); next; next = nextOpen(groups, seen)) {
    way.push(next.item.key);
    seen.add(next.item.key);
  }
  assert.deepEqual(way, ["a", "i", "b", "d"]);
});
