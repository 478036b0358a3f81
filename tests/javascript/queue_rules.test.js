// The rules of the queue: order, predicted revisions, what an answer means, what a refusal holds back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { heldBack, meaningOf, nextWait, predictedBase, requestFields, stateOf } from "../../static/workbench/queue_rules.js";

/** Return a change in the queue. */
function change(sequence, annotation, base, more = {}) {
  return {
    sequence, annotation, base, op: `op-${sequence}`, user: "1", article: "7", verb: "edit", fields: {}, url: "/changes/", ...more,
  };
}

test("the first change of an annotation is of the revision that the page shows", () => {
  assert.equal(predictedBase([change(1, "b", 4)], change(0, "a"), 3), 3);
});

test("the next is of the revision that the one before it will make", () => {
  const queued = [change(1, "a", 3), change(2, "b", 8), change(3, "a", 4)];
  assert.equal(predictedBase(queued, change(0, "a"), 3), 5);
  assert.equal(predictedBase(queued, change(0, "b"), 8), 9);
});

test("what the page shows counts for less than what another tab has queued", () => {
  assert.equal(predictedBase([change(1, "a", 6)], change(0, "a"), 2), 7);
});

test("refused changes, and those of somebody else in this browser, make no revision", () => {
  const queued = [change(1, "a", 3, { refused: true }), change(2, "a", 9, { user: "2" })];
  assert.equal(predictedBase(queued, change(0, "a"), 3), 3);
});

test("a refusal holds back the later changes of that annotation, and no other", () => {
  const unsent = [change(1, "a", 3), change(2, "b", 1), change(3, "a", 4)];
  const held = heldBack(unsent, unsent[0], "The highlight is empty.", 422);
  assert.deepEqual(held.map(({ sequence, reason, refused, status, from }) => [sequence, reason, refused, status, from]), [
    [1, "The highlight is empty.", true, 422, 3],
    [3, "An earlier change of it was refused.", true, 422, 3],
  ]);
  assert.equal(unsent[0].refused, undefined);
});

test("a refusal that is read from the queue anew is still the one that was answered", () => {
  const unsent = [{ ...change(1, "a", 3) }];
  assert.equal(heldBack(unsent, change(1, "a", 3), "No.", 422)[0].reason, "No.");
});

for (const [status, meaning] of [
  [200, "answered"], [403, "answered"], [409, "answered"], [422, "answered"],
  [401, "signed-out"],
  [408, "later"], [429, "later"], [500, "later"], [502, "later"], [503, "later"],
]) {
  test(`${status} means ${meaning}`, () => assert.equal(meaningOf(status), meaning));
}

test("it waits twice as long each time, half a minute at most", () => {
  const waits = [1000];
  for (let times = 0; times < 6; times += 1) waits.push(nextWait(waits.at(-1)));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

test("it waits as long as the server asks, if that is longer", () => {
  assert.equal(nextWait(1000, "10"), 10000);
  assert.equal(nextWait(8000, "10"), 16000);
  assert.equal(nextWait(1000, "600"), 30000);
  assert.equal(nextWait(1000, "Wed, 21 Oct 2026 07:28:00 GMT"), 2000);
  assert.equal(nextWait(1000, null), 2000);
});

test("a request carries the change's own fields, which no detail of that name replaces", () => {
  const sent = requestFields(change(1, "a", 3, { fields: { start: 4, note: "", op: "mine", base: "99" } }));
  assert.deepEqual(sent, {
    start: "4", note: "", op: "op-1", user: "1", annotation: "a", verb: "edit", base: "3",
  });
});

const QUIET = { unsent: 0, refused: 0, keeping: 0, isSignedOut: false, isFailing: false };
for (const [now, state] of [
  [{}, "saved"],
  [{ refused: 1 }, "refused"],
  [{ keeping: 1 }, "saving"],
  [{ unsent: 2, refused: 1 }, "saving"],
  [{ unsent: 1, isFailing: true }, "waiting"],
  [{ unsent: 1, isFailing: true, isSignedOut: true }, "signed-out"],
  [{ isFailing: true, isSignedOut: true }, "saved"],
]) {
  test(`${JSON.stringify(now)} is ${state}`, () => assert.equal(stateOf({ ...QUIET, ...now }), state));
}
