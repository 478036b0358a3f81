// Where the same words stand in the text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { occurrences } from "../../static/workbench/occurrences.js";

const CASES = [
  ["Ruha fell. Ruhani saw Ruha.", "Ruha", {}, ["Ruha", "Ruha"]], // whole words
  ["ruha and Ruha", "Ruha", {}, ["Ruha"]],
  ["ruha and Ruha", "Ruha", { anyCase: true }, ["ruha", "Ruha"]],
  ["the big\ndam, the big  dam, the big\n\ndam", "big dam", {}, ["big\ndam", "big  dam"]], // never over an empty line
  ["U.S. and UxS.", "U.S.", {}, ["U.S."]], // a point is a point
  ["(dam) dam", "(dam)", {}, ["(dam)"]],
  ["東京都と東京", "東京", {}, ["東京", "東京"]], // written without spaces
  ["Cafe\u0301 Cafe", "Cafe", {}, ["Cafe"]], // an accent goes on with the word
  ["anything", " ", {}, []],
];
for (const [text, words, options, expected] of CASES) {
  test(`“${words}” in “${text}”`, () => {
    assert.deepEqual(occurrences(text, words, options).map(({ quote }) => quote), expected);
  });
}

test("offsets are code points", () => {
  const text = "😀 Ruha 😀😀 Ruha";
  for (const { start, end, quote } of occurrences(text, "Ruha")) {
    assert.equal([...text].slice(start, end).join(""), quote);
  }
  assert.deepEqual(occurrences(text, "Ruha").map(({ start }) => start), [2, 10]);
});

test("what stands around is cut between words", () => {
  const [{ before, after }] = occurrences(`${"lorem ".repeat(20)}Ruha${" ipsum".repeat(20)}`, "Ruha");
  assert.match(before, /^… (lorem )+$/);
  assert.match(after, /^( ipsum)+ …$/);
});

test("what stands around is never cut through a character", () => {
  const [{ before, after }] = occurrences(`${"😀".repeat(40)}「Ruha」${"😀".repeat(40)}`, "Ruha");
  assert.deepEqual([before, after], [`${"😀".repeat(23)}「`, `」${"😀".repeat(23)}`]);
});
