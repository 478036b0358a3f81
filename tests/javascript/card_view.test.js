// How a card shows a quote.

import assert from "node:assert/strict";
import { test } from "node:test";

import { shortened } from "../../static/workbench/card_view.js";

test("a quote of up to 280 characters is shown whole", () => {
  assert.equal(shortened("x".repeat(280)), "x".repeat(280));
});

test("of a longer one the middle is left out", () => {
  const quote = `${"a".repeat(200)}${"b".repeat(21)}${"c".repeat(60)}`;
  assert.equal(shortened(quote), `${"a".repeat(200)} … ${"c".repeat(60)}`);
});
