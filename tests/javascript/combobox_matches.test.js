// Which things typed words mean, and which of them ⏎ would take.

import assert from "node:assert/strict";
import { test } from "node:test";

import { best, likeness, matches, plain, same } from "../../static/combobox_matches.js";

const PEOPLE = [
  { value: "leila-mansour", text: "Leila Mansour", aliases: ["the minister", "L. Mansour"] },
  { value: "omar-reza", text: "Omar Reza", aliases: ["O. Reza", "عمر رضا"] },
  { value: "mansour-bank", text: "Mansour Bank" },
  { value: "jose-avila", text: "José Ávila" },
  { value: "india-us", text: "India–US ties" },
];
const texts = (typed) => matches(PEOPLE, typed).map(({ text }) => text);

test("the same words come first, then what begins with them, then what has them", () => {
  assert.equal(texts("mansour bank")[0], "Mansour Bank");
  assert.deepEqual(texts("mansour"), ["Mansour Bank", "Leila Mansour"]);
  assert.deepEqual(texts("Leila M"), ["Leila Mansour"]);
  assert.deepEqual(texts("bank m"), ["Mansour Bank"]);
});

test("case, accents and marks between words make no difference", () => {
  for (const typed of ["JOSE AVILA", "josé ávila", "Jose  Avila."]) assert.equal(same(matches(PEOPLE, typed))?.value, "jose-avila", typed);
  assert.equal(same(matches(PEOPLE, "India-US ties"))?.value, "india-us");
  assert.equal(plain("  Ünïted—Arab  Emirates! "), "united arab emirates");
});

test("an alias finds the thing, and says so", () => {
  const [found] = matches(PEOPLE, "عمر رضا");
  assert.equal(found.value, "omar-reza");
  assert.equal(found.hint, "also عمر رضا");
  assert.equal(same(matches(PEOPLE, "the minister"))?.value, "leila-mansour");
});

test("what is only like the words is shown, and is not what ⏎ takes", () => {
  const slip = matches(PEOPLE, "Omar Rezza");
  assert.deepEqual(slip.map(({ text }) => text), ["Omar Reza"]);
  assert.equal(best(slip), -1);
  assert.equal(same(slip), undefined);
  assert.equal(best(matches(PEOPLE, "Omar R")), 0);
  assert.deepEqual(texts("Nobody of this name"), []);
});

test("a fragment is never the same as a thing, and two of one name are not one", () => {
  assert.equal(same(matches(PEOPLE, "Leila M")), undefined);
  const twins = [{ value: "a", text: "Ras Halim" }, { value: "b", text: "Ras Halim" }];
  assert.equal(same(matches(twins, "ras halim")), undefined);
});

test("nothing typed shows everything in its order, up to a number", () => {
  assert.deepEqual(matches(PEOPLE, " ", 2).map(({ value }) => value), ["leila-mansour", "omar-reza"]);
});

test("likeness is 1 of the same and 0 of nothing in common", () => {
  assert.equal(likeness("reza", "reza"), 1);
  assert.equal(likeness("reza", "oil"), 0);
  assert.equal(likeness("r", "reza"), 0);
});
