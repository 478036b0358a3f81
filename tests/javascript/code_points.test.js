// Offsets in code points, beside JavaScript's UTF-16 units.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countCodePoints, utf16Index } from "../../static/workbench/code_points.js";

const TEXTS = [
  ["", 0],
  ["plain", 5],
  ["é", 1], // one code point
  ["e\u0301", 2], // the same to a reader, but two: a letter and its accent
  ["😀", 1], // two UTF-16 units
  ["a😀b", 3],
  ["👩‍👩‍👧", 5], // one character to a reader: three people, two joiners
  ["🇫🇷", 2],
  ["𝒜𝒷", 2],
  ["गाँव", 4],
];

for (const [text, count] of TEXTS) {
  test(`“${text}” has ${count} code points`, () => {
    assert.equal(countCodePoints(text), count);
    assert.equal(countCodePoints(text), [...text].length);
    assert.equal(utf16Index(text, count), text.length);
  });
}

test("each place in code points has its place in UTF-16 units, and back", () => {
  const text = "a😀e\u0301𝒷 👩‍👩‍👧 z";
  const characters = [...text];
  for (let at = 0; at <= characters.length; at += 1) {
    const index = utf16Index(text, at);
    assert.equal(text.slice(0, index), characters.slice(0, at).join(""));
    assert.equal(countCodePoints(text, index), at);
  }
});

test("a place beyond the text is the text's end", () => {
  assert.equal(utf16Index("a😀", 9), 3);
});

test("a surrogate that lost its other half counts as one and ends the text", () => {
  assert.equal(countCodePoints("a\ud83d"), 2);
  assert.equal(utf16Index("a\ud83d", 2), 2);
});
