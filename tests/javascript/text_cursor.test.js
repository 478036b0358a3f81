// Walking and selecting by key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TextCursor } from "../../static/workbench/text_cursor.js";
import { Units } from "../../static/workbench/units.js";

const FIRST = "The dam broke. Nobody slept.";
const LAST = "All fled at dawn.";
const WHOLE = `${FIRST}\n${LAST}`;
const units = new Units([{ start: 0, text: FIRST }, { start: FIRST.length + 1, text: LAST }], "en");

/** Return a cursor on some words, and what it selects. */
function on(words) {
  const cursor = new TextCursor(units);
  if (words) {
    const start = WHOLE.indexOf(words);
    cursor.rest({ start, end: start + words.length });
  }
  return [cursor, () => WHOLE.slice(cursor.selected.start, cursor.selected.end)];
}

test("it begins with the first word, once", () => {
  const [cursor, words] = on("");
  assert.equal(cursor.begin(), true);
  assert.equal(words(), "The");
  assert.equal(cursor.begin(), false);
});

test("it begins at 0 where there is no word", () => {
  const cursor = new TextCursor(new Units([]));
  cursor.begin();
  assert.deepEqual([cursor.selected.start, cursor.selected.end], [0, 0]);
});

const WALKS = [
  ["dam", "word", true, "broke"],
  ["dam", "word", false, "The"],
  ["slept", "word", true, "All"],
  ["All", "word", false, "slept"],
  ["dawn", "word", true, "dawn"],
  ["The", "word", false, "The"],
  ["dam", "sentence", true, "The dam broke."], // the sentence around it first
  ["The dam broke.", "sentence", true, "Nobody slept."],
  ["Nobody slept.", "sentence", true, "All fled at dawn."],
  ["Nobody slept.", "sentence", false, "The dam broke."],
  ["dam", "paragraph", true, "All"],
  ["fled", "paragraph", false, "The"],
  ["dam", "character", true, " "],
];
for (const [from, unit, forward, to] of WALKS) {
  test(`from “${from}” ${forward ? "on" : "back"} by ${unit} to “${to}”`, () => {
    const [cursor, words] = on(from);
    cursor.walk(unit, forward);
    assert.equal(words(), to);
  });
}

test("a selection grows by word and shrinks again to what it began with", () => {
  const [cursor, words] = on("broke");
  cursor.extend("word", true);
  cursor.extend("word", true);
  assert.equal(words(), "broke. Nobody slept");
  cursor.extend("word", false);
  assert.equal(words(), "broke. Nobody");
  cursor.extend("word", false);
  assert.equal(words(), "broke");
  assert.equal(cursor.isBackward, false);
  cursor.extend("word", false);
  assert.equal(words(), "dam broke");
  assert.equal(cursor.isBackward, true);
  cursor.extend("word", true);
  assert.equal(words(), "broke");
  cursor.extend("word", true);
  assert.equal(words(), "broke. Nobody");
});

test("a selection that began with a sentence keeps it whole when it shrinks, and grows again from its end", () => {
  const [cursor, words] = on("The dam broke.");
  cursor.extend("word", true);
  assert.equal(words(), "The dam broke. Nobody");
  cursor.extend("word", false);
  assert.equal(words(), "The dam broke.");
  cursor.extend("word", true);
  assert.equal(words(), "The dam broke. Nobody");
});

test("by character a selection shrinks inside the word that it began with", () => {
  const [cursor, words] = on("Nobody");
  cursor.extend("character", false);
  cursor.extend("character", false);
  assert.equal(words(), "Nobo");
  for (let times = 0; times < 9; times += 1) cursor.extend("character", false);
  assert.ok(words().startsWith(".") || words().includes("N"), words());
});

test("by sentence it goes on into the next paragraph", () => {
  const [cursor, words] = on("Nobody");
  cursor.extend("sentence", true);
  cursor.extend("sentence", true);
  assert.equal(words(), "Nobody slept.\nAll fled at dawn.");
});

test("it leaps to the ends of the paragraph, and of the whole text", () => {
  const [cursor, words] = on("broke");
  cursor.leap(true, { whole: false, extending: false });
  assert.equal(words(), "slept");
  cursor.leap(false, { whole: false, extending: false });
  assert.equal(words(), "The");
  cursor.leap(true, { whole: true, extending: false });
  assert.equal(words(), "dawn");
  cursor.leap(false, { whole: true, extending: true });
  assert.equal(words(), "The dam broke. Nobody slept.\nAll fled at dawn");
});
