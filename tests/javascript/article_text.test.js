// The text of an article in its pieces: quotes, words, and what a selection grows to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ArticleText } from "../../static/workbench/article_text.js";

// 0–12 a heading, then two line ends, 14–… a paragraph in two pieces, one line end between them.
const HEAD = "Flood in Ruha";
const FIRST = "Some 😀 1,100 people fled.";
const SECOND = "Ruha’s mayor said so.";
const PARTS = [
  { start: 0, text: HEAD },
  { start: 15, text: FIRST },
  { start: 15 + [...FIRST].length + 1, text: SECOND },
];
const WHOLE = `${HEAD}\n\n${FIRST}\n${SECOND}`;
const text = new ArticleText(PARTS, "en");

/** Return the span of some words. */
function spanOf(words) {
  const start = [...WHOLE.slice(0, WHOLE.indexOf(words))].length;
  return { start, end: start + [...words].length };
}

test("the whole text has the line ends that the page leaves out", () => {
  assert.equal(text.whole(), WHOLE);
  assert.equal(new ArticleText([]).whole(), "");
});

test("every span is quoted as it stands in the text", () => {
  const characters = [...WHOLE];
  for (let start = 0; start < characters.length; start += 1) {
    for (let end = start; end <= characters.length; end += 1) {
      assert.equal(text.quote(start, end), characters.slice(start, end).join(""));
    }
  }
});

test("a piece holds the offsets from its beginning up to the next one's", () => {
  assert.deepEqual([0, 12, 13, 14, 15, 40, 41].map((offset) => text.indexAt(offset)), [0, 0, 0, 0, 1, 1, 2]);
});

test("a selection grows to whole words", () => {
  const { start, end } = spanOf("eople fl");
  assert.deepEqual(text.snap({ start, end }), spanOf("people fled"));
});

test("white space at a selection's ends is left out, across pieces", () => {
  const { start } = spanOf("\n\nSome");
  const { end } = spanOf("😀 ");
  assert.deepEqual(text.snap({ start, end }), spanOf("Some 😀"));
});

test("a word is not grown where the selection ends at its edge", () => {
  assert.deepEqual(text.snap(spanOf("1,100 people")), spanOf("1,100 people"));
});

test("of words that touch only those selected are taken", () => {
  const japanese = new ArticleText([{ start: 0, text: "東京大阪" }], "ja");
  assert.deepEqual(japanese.wordsOf(0), [{ start: 0, end: 2 }, { start: 2, end: 4 }]);
  assert.deepEqual(japanese.snap({ start: 2, end: 4 }), { start: 2, end: 4 });
  assert.deepEqual(japanese.snap({ start: 0, end: 2 }), { start: 0, end: 2 });
  assert.deepEqual(japanese.snap({ start: 1, end: 3 }), { start: 0, end: 4 });
});

test("of words beside a selected bracket none is taken", () => {
  const bracketed = new ArticleText([{ start: 0, text: "fled (Ruha) home" }], "en");
  assert.deepEqual(bracketed.snap({ start: 5, end: 6 }), { start: 5, end: 6 });
  assert.deepEqual(bracketed.snap({ start: 10, end: 11 }), { start: 10, end: 11 });
});

test("a number with a comma, and a word with an apostrophe, are one word", () => {
  assert.deepEqual(text.snap(spanOf("100")), spanOf("1,100"));
  assert.deepEqual(text.snap({ start: spanOf("’s").start + 1, end: spanOf("’s").end }), spanOf("Ruha’s"));
});

test("an end between two words that the page ran together stays where it was put", () => {
  for (const [glued, word] of [["metPrime Minister", "Prime"], ["metPrime Minister", "met"], ["the19people", "19"], ["19people", "people"], ["СказалПрезидент", "Президент"]]) {
    const glue = new ArticleText([{ start: 0, text: glued }], "en");
    const start = glued.indexOf(word);
    const span = { start, end: start + word.length };
    assert.deepEqual(glue.snap(span), span);
  }
  // Elsewhere inside of it, and inside of a word that has its capitals in front, it grows as ever.
  const glue = new ArticleText([{ start: 0, text: "metPrime NATO" }], "en");
  assert.deepEqual(glue.snap({ start: 3, end: 6 }), { start: 3, end: 8 });
  assert.deepEqual(glue.snap({ start: 4, end: 8 }), { start: 0, end: 8 });
  assert.deepEqual(glue.snap({ start: 10, end: 12 }), { start: 9, end: 13 });
});

test("of nothing but white space nothing remains", () => {
  assert.equal(text.snap(spanOf("\n\n")), null);
});

test("words are counted across pieces, and end at the text's ends", () => {
  const { start } = spanOf("Ruha");
  assert.deepEqual(text.word(start, 0), spanOf("Ruha"));
  assert.deepEqual(text.word(start, 1), spanOf("Some"));
  assert.deepEqual(text.word(start, -2), spanOf("Flood"));
  assert.deepEqual(text.word(start, -9), spanOf("Flood"));
  assert.deepEqual(text.word(start, 99), spanOf("so"));
  assert.deepEqual(text.word(spanOf("Some").start, -1), spanOf("Ruha"));
});
