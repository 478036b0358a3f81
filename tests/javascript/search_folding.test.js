// Searching without case, accents and differences of white space; found is what stands in the article.

import assert from "node:assert/strict";
import { test } from "node:test";

import { FoldedText, fold } from "../../static/workbench/search_folding.js";

/** Return the words of a text that a search finds. */
function found(text, words) {
  const folded = new FoldedText();
  folded.add(text, 0);
  return folded.find(words).map(({ start, end }) => [...text].slice(start, end).join(""));
}

const CASES = [
  ["A flood. The FLOOD.", "flood", ["flood", "FLOOD"]],
  ["Cafe\u0301 and café", "cafe", ["Cafe\u0301", "café"]],
  ["Cafe and café", "CAFÉ", ["Cafe", "café"]],
  ["Straße", "strasse", ["Straße"]],
  ["aﬀect", "affect", ["aﬀect"]], // one character that folds to two
  ["two  \n words", "two words", ["two  \n words"]],
  ["😀 people fled", "people", ["people"]],
  ["𝒶lpha beta", "alpha", ["𝒶lpha"]],
  ["ΣΊΣΥΦΟΣ, Σίσυφος", "σίσυφος", ["ΣΊΣΥΦΟΣ", "Σίσυφος"]], // a sigma that ends a word is written otherwise
  ["aaaa", "aa", ["aa", "aa"]], // none within another
  ["ends here", "here ", ["here"]],
  ["پاکستانی کتاب", "پاكستاني", ["پاکستانی"]], // typed on an Arabic keyboard
  ["۱۱۰۰ کلومیٹر", "1100", ["۱۱۰۰"]],
  ["می\u200cخواهم", "میخواهم", ["می\u200cخواهم"]], // a joiner that is not typed
  ["Staub\u00adecken", "Staubecken", ["Staub\u00adecken"]], // a soft hyphen
  ["nothing", "flood", []],
  ["nothing", "  ", []],
];
for (const [text, words, expected] of CASES) {
  test(`“${words}” in “${text}”`, () => assert.deepEqual(found(text, words), expected));
}

test("marks that are no accents tell words apart", () => {
  assert.notEqual(fold("का"), fold("की"));
});

test("what is found across paragraphs has the article's offsets", () => {
  const folded = new FoldedText();
  folded.add("The dam", 0);
  folded.add("\n\n", 7);
  folded.add("broke. The dam", 9);
  assert.deepEqual(folded.find("dam broke"), [{ start: 4, end: 14 }]);
  assert.deepEqual(folded.find("the dam"), [{ start: 0, end: 7 }, { start: 16, end: 23 }]);
});

test("an accent that stands by itself belongs to the letter before it", () => {
  const folded = new FoldedText();
  folded.add("cafe\u0301", 100);
  assert.deepEqual(folded.find("cafe"), [{ start: 100, end: 105 }]);
});
