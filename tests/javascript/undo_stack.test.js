// What was done and taken back, step by step.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { UndoStack } from "../../static/workbench/undo_stack.js";

const storage = new Map();
globalThis.sessionStorage = {
  getItem: (name) => storage.get(name) ?? null,
  setItem: (name, text) => storage.set(name, text),
};
beforeEach(() => storage.clear());

/** Note that a change was made, and return it as a step remembers it. */
function made(stack, id, op, base, more = {}) {
  const track = stack.made({ annotation: id, op, base });
  return { id, verb: "edit", fields: { note: op }, back: { verb: "edit", fields: { note: `before ${op}` } }, url: "/", tracks: [track], ...more };
}

/** Return a stack with one step for each of some changes of one annotation. */
function stackOf(...ops) {
  const stack = new UndoStack("undo");
  for (const [at, op] of ops.entries()) stack.add({ words: op, changes: [made(stack, "a", op, at)] });
  return stack;
}

const words = (steps) => steps.map((step) => step.words);

test("steps are taken back in the order opposite to theirs, and done again", () => {
  const stack = stackOf("one", "two");
  stack.turn("done", "undone", stack.done.at(-1));
  stack.turn("done", "undone", stack.done.at(-1));
  assert.deepEqual([words(stack.done), words(stack.undone)], [[], ["two", "one"]]);
  stack.turn("undone", "done", stack.undone.at(-1));
  assert.deepEqual([words(stack.done), words(stack.undone)], [["one"], ["two"]]);
});

test("what was taken back cannot be done again after another step", () => {
  const stack = stackOf("one");
  stack.turn("done", "undone", stack.done.at(-1));
  stack.add({ words: "other", changes: [made(stack, "a", "other", 2)] });
  assert.deepEqual([words(stack.done), words(stack.undone)], [["other"], []]);
});

test("a step of which nothing could be turned goes, and comes nowhere", () => {
  const stack = stackOf("one");
  stack.turn("done", "undone", { ...stack.done[0], changes: [] });
  assert.deepEqual([stack.done, stack.undone], [[], []]);
});

test("a reload forgets nothing", () => {
  const stack = stackOf("one", "two");
  stack.turn("done", "undone", stack.done.at(-1));
  const again = new UndoStack("undo");
  for (const field of ["done", "undone", "mine", "last", "others"]) assert.deepEqual(again[field], stack[field]);
  assert.deepEqual(words(new UndoStack("another article").done), []);
});

test("what is kept and cannot be read begins anew", () => {
  storage.set("undo", "{ not JSON");
  assert.deepEqual(new UndoStack("undo").done, []);
});

test("only the last five hundred steps are kept", () => {
  const stack = new UndoStack("undo");
  for (let at = 0; at < 503; at += 1) stack.add({ words: String(at), changes: [] });
  assert.equal(stack.done.length, 500);
  assert.equal(stack.done[0].words, "3");
});

test("each change tells those who listen", () => {
  const stack = new UndoStack("undo");
  let times = 0;
  stack.addEventListener("change", () => (times += 1));
  stack.add({ words: "one", changes: [] });
  assert.equal(times, 1);
});

test("steps of a row made one right after the other are taken back at once, to what was first", () => {
  const stack = new UndoStack("undo");
  const step = (op, base, running) => ({ words: op, running, changes: [made(stack, "a", op, base)] });
  stack.goOn(step("one", 0, "move a"));
  stack.goOn(step("two", 1, "move a"));
  stack.goOn(step("three", 2, "move b"));
  assert.deepEqual(words(stack.done), ["one", "three"]);
  const [change] = stack.done[0].changes;
  assert.deepEqual([change.fields.note, change.back.fields.note], ["two", "before one"]);
});

test("a pause ends a row", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const stack = new UndoStack("undo");
  const step = (op, base) => ({ words: op, running: "move a", changes: [made(stack, "a", op, base)] });
  stack.goOn(step("one", 0));
  context.mock.timers.setTime(1_002_999);
  stack.goOn(step("two", 1));
  assert.equal(stack.done.length, 1);
  context.mock.timers.setTime(1_006_000);
  stack.goOn(step("three", 2));
  assert.equal(stack.done.length, 2);
});

test("what was taken back in between ends a row", () => {
  const stack = new UndoStack("undo");
  const step = (op, base, running) => ({ words: op, running, changes: [made(stack, "a", op, base)] });
  stack.goOn(step("one", 0, "move a"));
  stack.goOn(step("two", 1, "move b"));
  stack.turn("done", "undone", stack.done.at(-1));
  stack.goOn(step("three", 3, "move a"));
  assert.deepEqual([words(stack.done), words(stack.undone)], [["one", "three"], []]);
});

test("a change that somebody else has overlaid is told", () => {
  const stack = new UndoStack("undo");
  const mine = made(stack, "a", "one", 0);
  assert.equal(stack.isOverlaid(mine), false);
  const next = made(stack, "a", "two", 1);
  assert.equal(stack.isOverlaid(mine), false);
  // Somebody else made revisions 3 and 4: this tab's next change is of 4.
  const last = made(stack, "a", "three", 4);
  assert.deepEqual([mine, next, last].map((change) => stack.isOverlaid(change)), [true, true, false]);
  assert.equal(stack.isOverlaid({ id: "b", tracks: [{ op: "x", revision: 1 }] }), false);
});

test("a refused change is overlaid where somebody else made the revision that it would have made", () => {
  const stack = new UndoStack("undo");
  const refused = made(stack, "a", "one", 0);
  stack.refused([{ annotation: "a", op: "one", from: 0 }]);
  made(stack, "a", "two", 1);
  assert.equal(stack.isOverlaid(refused), true);
});

test("a refused change made no revision", () => {
  const stack = new UndoStack("undo");
  made(stack, "a", "one", 0);
  made(stack, "a", "two", 1);
  stack.refused([{ annotation: "a", op: "two", from: 1 }]);
  assert.equal(stack.mine.a, 1);
  // It is told again with each change that is made: the second time it means nothing.
  made(stack, "a", "three", 1);
  stack.refused([{ annotation: "a", op: "two", from: 1 }]);
  assert.equal(stack.mine.a, 2);
});

test("of a refused change that was dropped there is nothing to take back", () => {
  const stack = stackOf("one", "two");
  stack.add({ words: "both", changes: [made(stack, "b", "three", 0), made(stack, "c", "four", 0)] });
  stack.forget({ annotation: "a", op: "two", from: 1 });
  stack.forget({ annotation: "b", op: "three", from: 0 });
  assert.deepEqual(words(stack.done), ["one", "both"]);
  assert.deepEqual(stack.done[1].changes.map(({ id }) => id), ["c"]);
});

test("a refused change that was sent once more keeps its step under the new op", () => {
  const stack = stackOf("one");
  stack.refused([{ annotation: "a", op: "one", from: 0 }]);
  stack.again({ annotation: "a", op: "one", base: 0 }, { annotation: "a", op: "again", base: 5 });
  assert.deepEqual(stack.done[0].changes[0].tracks, [{ op: "again", revision: 6 }]);
});
