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
  // What a person sees as the same word, however it is composed, with and without what is not seen.
  ["a café, the cafe\u0301; no cafe", "café", {}, ["café", "cafe\u0301"]],
  ["a café, the cafe\u0301; no cafe", "cafe\u0301", {}, ["café", "cafe\u0301"]],
  ["a CAFÉ, the CAFE\u0301", "café", { anyCase: true }, ["CAFÉ", "CAFE\u0301"]],
  ["Staub\u00adecken, Staubecken\u00ad.", "Staubecken", {}, ["Staub\u00adecken", "Staubecken"]],
  ["Staub\u00adecken, Staubecken", "Staub\u00adecken", {}, ["Staub\u00adecken", "Staubecken"]],
  ["می\u200cخواهم و میخواهم", "می\u200cخواهم", {}, ["می\u200cخواهم", "میخواهم"]],
  ["a\u0323\u0307 b ạ\u0307 b a\u0307\u0323", "ạ\u0307", {}, ["a\u0323\u0307", "ạ\u0307", "a\u0307\u0323"]], // marks in any order
  ["각 가 \u1100\u1161", "가", {}, ["가", "\u1100\u1161"]], // a syllable, not its beginning
  ["が か", "か", {}, ["か"]],
  ["\ufeffRuha", "Ruha", {}, ["Ruha"]],
];
for (const [text, words, options, expected] of CASES) {
  test(`“${words}” in “${text}”`, () => {
    assert.deepEqual(occurrences(text, words, options).map(({ quote }) => quote), expected);
  });
}

test("offsets are code points of the text as it is written", () => {
  const text = "😀 Ruha 😀😀 Ruha";
  for (const written of [text, "\u200de\u0301 Ruha e\u0301\u00ad é Ru\u00adha", "क़ Ruha क\u093c Ruha"]) {
    const found = occurrences(written, "Ruha");
    assert.equal(found.length, 2);
    for (const { start, end, quote } of found) assert.equal([...written].slice(start, end).join(""), quote);
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
