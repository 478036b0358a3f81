// What a key does in a combobox: ⏎ never makes something new by itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { comboboxAct } from "../../static/combobox_keys.js";

const CLOSED = {
  isOpen: false, active: -1, count: 0, isMoved: false, isSettled: false, isSame: false, isEmpty: true, isSearching: false, hasNew: false,
};
const OPEN = { ...CLOSED, isOpen: true, active: 0, count: 3, isEmpty: false, hasNew: true };

test("arrows open the list, walk through it and around its ends", () => {
  assert.deepEqual(comboboxAct("ArrowDown", CLOSED), { act: "open" });
  assert.deepEqual(comboboxAct("ArrowDown", { ...OPEN, active: 2 }), { act: "go", to: 0 });
  assert.deepEqual(comboboxAct("ArrowUp", { ...OPEN, active: -1 }), { act: "go", to: 2 });
  assert.deepEqual(comboboxAct("ArrowDown", { ...OPEN, active: -1 }), { act: "go", to: 0 });
});

test("Home and End are the caret's until one walks in the list", () => {
  assert.deepEqual(comboboxAct("End", OPEN), { act: "pass" });
  assert.deepEqual(comboboxAct("End", { ...OPEN, isMoved: true }), { act: "go", to: 2 });
  assert.deepEqual(comboboxAct("Home", { ...OPEN, isMoved: true }), { act: "go", to: 0 });
});

test("Escape closes the list first", () => {
  assert.deepEqual(comboboxAct("Escape", OPEN), { act: "close" });
  assert.deepEqual(comboboxAct("Escape", CLOSED), { act: "pass" });
});

test("⏎ takes the best row, and goes on to the form only where that is what was typed", () => {
  assert.deepEqual(comboboxAct("Enter", OPEN), { act: "take", thenPass: false });
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, isSame: true }), { act: "take", thenPass: true });
});

test("where nothing holds the words, ⏎ asks once and takes what is new the second time", () => {
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, active: -1 }), { act: "go", to: 2 });
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, active: 2, isMoved: true }), { act: "take", thenPass: false });
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, active: -1, hasNew: false }), { act: "none" });
});

test("⏎ on half a word looks it up first: before the rows are there, and where they were closed", () => {
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, isSearching: true }), { act: "settle" });
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, isOpen: false }), { act: "settle" });
});

test("⏎ in an empty field, or one that holds a thing, is the form's", () => {
  assert.deepEqual(comboboxAct("Enter", CLOSED), { act: "pass" });
  assert.deepEqual(comboboxAct("Enter", { ...OPEN, isOpen: false, isSettled: true }), { act: "pass" });
});

test("Tab takes the row that one has walked to, and leaves", () => {
  assert.deepEqual(comboboxAct("Tab", { ...OPEN, isMoved: true }), { act: "take", thenPass: true });
  assert.deepEqual(comboboxAct("Tab", OPEN), { act: "pass" });
});
