// The text in units: characters as a reader counts them, words, sentences, paragraphs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Units } from "../../static/workbench/units.js";

const FIRST = "The dam broke.  Nobody 😀 slept!";
const EMPTY = "   ";
const LAST = "Jose\u0301 👩‍👩‍👧 ran.";
const STARTS = [0, 32, 36];
const PARAGRAPHS = [FIRST, EMPTY, LAST].map((text, at) => ({ start: STARTS[at], text }));
const WHOLE = [...`${FIRST}\n${EMPTY}\n${LAST}`];
const units = new Units(PARAGRAPHS, "en");
const quote = (span) => span && WHOLE.slice(span.start, span.end).join("");

/** Return all units of the text, from its beginning on. */
function all(unit) {
  const found = [];
  for (let next = units.first(unit); next; next = units.after(unit, next.end - 1, "start")) found.push(quote(next));
  return found;
}

test("words leave out what stands between them", () => {
  assert.deepEqual(all("word"), ["The", "dam", "broke", "Nobody", "slept", "Jose\u0301", "ran"]);
});

test("sentences have no white space at their ends, and none is of white space", () => {
  assert.deepEqual(all("sentence"), ["The dam broke.", "Nobody 😀 slept!", "Jose\u0301 👩‍👩‍👧 ran."]);
});

test("paragraphs of nothing but white space are none", () => {
  assert.deepEqual(all("paragraph"), [FIRST, LAST]);
});

test("a paragraph that begins with white space begins with its first word", () => {
  const indented = new Units([{ start: 7, text: "\u3000 Then." }], "en");
  for (const unit of ["sentence", "paragraph"]) assert.deepEqual(indented.first(unit), { start: 9, end: 14 });
});

test("a letter with its accent, and a family of emoji, are one character", () => {
  const { start } = units.of(2, "word")[0];
  assert.equal(quote(units.after("character", start + 2, "start")), "e\u0301");
  const family = units.of(2, "character").find((character) => quote(character) === "👩‍👩‍👧");
  assert.equal(family.end - family.start, 5);
});

test("from any offset, the next edge lies behind it and the last before it", () => {
  for (const unit of ["character", "word", "sentence", "paragraph"]) {
    for (const edge of ["start", "end"]) {
      for (let offset = 0; offset <= WHOLE.length; offset += 1) {
        const after = units.after(unit, offset, edge);
        const before = units.before(unit, offset, edge);
        if (after) assert.ok(after[edge] > offset, `${unit} ${edge} after ${offset}`);
        if (before) assert.ok(before[edge] < offset, `${unit} ${edge} before ${offset}`);
      }
    }
  }
});

test("the unit at an offset holds it, or is the next, or at the end the last", () => {
  assert.equal(quote(units.at("word", 5)), "dam");
  assert.equal(quote(units.at("word", 14)), "Nobody");
  assert.equal(quote(units.at("word", WHOLE.length)), "ran");
});

test("beyond the first and the last there is nothing", () => {
  assert.equal(units.before("word", 0, "start"), null);
  assert.equal(units.after("word", WHOLE.length, "end"), null);
});

test("a text without paragraphs has no units", () => {
  const none = new Units([]);
  assert.equal(none.first("word"), null);
  assert.equal(none.last("word"), null);
  assert.equal(none.at("word", 3), null);
});

test("words of a language without spaces are cut, too", () => {
  const thai = new Units([{ start: 0, text: "สวัสดีชาวโลก" }], "th");
  assert.ok(thai.of(0, "word").length > 1);
});
