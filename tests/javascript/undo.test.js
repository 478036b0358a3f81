// Taking steps back: what is sent for it, in which order, and what is left alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ChangedElsewhere } from "../../static/workbench/queue.js";
import { Undo } from "../../static/workbench/undo.js";
import { UndoStack } from "../../static/workbench/undo_stack.js";

/**
 * Return a desk where annotations have revisions, and what was sent to it: an outbox that predicts as the
 * queue does, and refuses what is not of the expected revision.
 */
function desk(revisions) {
  const sent = [];
  const said = [];
  const undoStack = new UndoStack("undo");
  const tracks = new Map();
  const send = async (verb, id, fields, expected) => {
    const base = revisions[id] ?? 0;
    if (expected !== undefined && base !== expected) throw new ChangedElsewhere();
    revisions[id] = base + 1;
    sent.push([verb, id, fields]);
    const change = { annotation: id, op: `op-${sent.length}`, base };
    tracks.set(id, undoStack.made(change));
    return change;
  };
  const outbox = {
    url: "/changes/", refused: [], dropped: [],
    quietly: (work) => work(),
    async drop(change) {
      this.dropped.push(change.op);
      this.refused = this.refused.filter((other) => other !== change);
      undoStack.forget(change);
    },
  };
  const details = {};
  const shown = new Map([[outbox.url, (id) => details[id]]]);
  const changes = { undoStack, tracks, shown, senders: new Map([[outbox.url, send]]) };
  const undo = new Undo({ changes, outbox, choose: (id) => said.push(`chose ${id}`), say: (words) => said.push(words) });
  /** Make one step of some changes, as a person would. */
  const step = async (words, ...made) => {
    const kept = [];
    for (const [verb, id, back] of made) {
      await send(verb, id, {});
      kept.push({ verb, id, fields: {}, back: { verb: back, fields: {} }, url: outbox.url, tracks: [tracks.get(id)] });
    }
    undoStack.add({ words, changes: kept });
    sent.length = 0;
  };
  return { undo, undoStack, outbox, sent, said, step, revisions, details };
}

test("a step is taken back by the opposite of its changes, the last first, and done again in order", async () => {
  const { undo, sent, said, step } = desk({});
  await step("marking two", ["create", "a", "delete"], ["create", "b", "delete"]);
  await undo.undo();
  assert.deepEqual(sent.map(([verb, id]) => `${verb} ${id}`), ["delete b", "delete a"]);
  assert.deepEqual(said, ["chose undefined", "Undone: marking two."]);
  sent.length = 0;
  await undo.redo();
  // The id of what was taken back stays taken: it is restored, not made once more.
  assert.deepEqual(sent.map(([verb, id]) => `${verb} ${id}`), ["restore a", "restore b"]);
  assert.deepEqual(said.slice(2), ["chose b", "Done again: marking two."]);
});

test("it can be turned back and forth", async () => {
  const { undo, undoStack, step, revisions } = desk({ a: 3 });
  await step("changing", ["edit", "a", "edit"]);
  for (let times = 0; times < 3; times += 1) {
    await undo.undo();
    await undo.redo();
  }
  assert.equal(undoStack.done.length, 1);
  assert.equal(revisions.a, 10);
});

test("without a step there is a word and nothing else", async () => {
  const { undo, sent, said } = desk({});
  await undo.undo();
  await undo.redo();
  assert.deepEqual([sent, said], [[], ["Nothing to undo.", "Nothing to do again."]]);
});

test("what somebody else changed since is left, the rest of the step is turned", async () => {
  const { undo, undoStack, sent, step, revisions } = desk({});
  await step("marking two", ["create", "a", "delete"], ["create", "b", "delete"]);
  revisions.b += 1; // in another browser
  const turned = await undo.turnEach(undoStack.done[0].changes, true);
  assert.deepEqual(turned.map(({ id }) => id), ["a"]);
  assert.deepEqual(sent.map(([verb, id]) => `${verb} ${id}`), ["delete a"]);
});

test("what somebody else changed before this tab's next change is not taken back with the older one", async () => {
  const { undo, undoStack, step, revisions } = desk({});
  await step("first", ["edit", "a", "edit"]);
  revisions.a += 1;
  await step("second", ["edit", "a", "edit"]);
  const [first, second] = undoStack.done.map((one) => one.changes[0]);
  await assert.rejects(undo.turnOne(first, true), ChangedElsewhere);
  assert.ok(await undo.turnOne(second, true));
});

test("of a refused change nothing is sent: it goes from the queue", async () => {
  const { undo, undoStack, outbox, sent, step } = desk({ a: 3 });
  await step("changing", ["edit", "a", "edit"]);
  const { op } = undoStack.done[0].changes[0].tracks[0];
  outbox.refused = [{ annotation: "a", op, from: 3 }];
  const turned = await undo.turnOne(undoStack.done[0].changes[0], true);
  assert.deepEqual([sent, outbox.dropped, turned.tracks], [[], [op], []]);
  assert.equal(undoStack.mine.a, 3);
});

test("a failure that is no change elsewhere is told to whoever asked", async () => {
  const { undo, undoStack, step } = desk({});
  await step("changing", ["edit", "a", "edit"]);
  undo.changes.senders.set("/changes/", () => Promise.reject(new Error("no storage")));
  await assert.rejects(undo.undo(), /no storage/);
  assert.equal(undoStack.done.length, 1);
});

test("what a change made anew goes with it: the slugs that the page has been told by then", async () => {
  const { undo, undoStack, sent, step, details } = desk({ a: 1 });
  await step("changing", ["edit", "a", "edit"]);
  Object.assign(undoStack.done[0].changes[0].fields, { said_by_new: "Omar Reza", question_new: "How long?", question_type: "date", note: "n" });
  details.a = { said_by: "omar-reza", question: "how-long", entity: "else" };
  await undo.undo();
  assert.deepEqual(sent, [["edit", "a", { unmake: "omar-reza,how-long" }]]);
  // Done again it is made again; nothing goes.
  await undo.redo();
  assert.equal(sent[1][2].unmake, undefined);
  delete details.a;
  await undo.undo();
  assert.equal(sent[2][2].unmake, undefined);
});
