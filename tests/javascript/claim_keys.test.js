// What a key does while a claim is asked for, and keys that come before the questions do.

import assert from "node:assert/strict";
import { test } from "node:test";

import { claimAct, HeldKeys, yesOrNo } from "../../static/workbench/claim_keys.js";

const ROWS = [{ type: "quantity" }, { type: "yes-no" }, { type: "choice" }];
const ASKING = { stage: "asking", rows: ROWS, active: 1, type: "", options: [], mayGoBack: false };
const ANSWERING = { ...ASKING, stage: "answering", type: "quantity", mayGoBack: true };

test("a digit takes its question, ⏎ the highlighted one", () => {
  assert.deepEqual(claimAct("2", ASKING), { act: "take", at: 1 });
  assert.deepEqual(claimAct("Enter", ASKING), { act: "take", at: 1 });
  assert.equal(claimAct("4", ASKING), null);
  assert.deepEqual(claimAct("ArrowUp", ASKING), { act: "go", by: -1 });
});

test("without questions, arrows and ⏎ are the page's", () => {
  const none = { ...ASKING, rows: [] };
  for (const name of ["Enter", "ArrowDown", "1", "j"]) assert.equal(claimAct(name, none), null, name);
  assert.deepEqual(claimAct("/", none), { act: "other" });
  assert.deepEqual(claimAct("Escape", none), { act: "later" });
});

test("when the question is set, ⏎ keeps and another digit takes another question", () => {
  assert.deepEqual(claimAct("Enter", ANSWERING), { act: "keep" });
  assert.deepEqual(claimAct("3", ANSWERING), { act: "take", at: 2 });
  assert.deepEqual(claimAct("Backspace", ANSWERING), { act: "back" });
  assert.equal(claimAct("Backspace", { ...ANSWERING, mayGoBack: false }), null);
  assert.deepEqual(claimAct("m", ANSWERING), { act: "more" });
});

test("digits choose among the options of a choice, Y and N answer a yes/no question", () => {
  const choice = { ...ANSWERING, type: "choice", options: ["north", "south"] };
  assert.deepEqual(claimAct("2", choice), { act: "answer", option: "south" });
  assert.equal(claimAct("3", choice), null);
  const either = { ...ANSWERING, type: "yes-no", options: ["yes", "no"] };
  assert.deepEqual(claimAct("y", either), { act: "answer", option: "yes" });
  assert.deepEqual(claimAct("n", either), { act: "answer", option: "no" });
  assert.equal(claimAct("y", ANSWERING), null);
});

test("while it is asked which question, Y and N take the likeliest that they answer", () => {
  assert.deepEqual(yesOrNo("n", ROWS), { at: 1, option: "no" });
  assert.equal(yesOrNo("n", [{ type: "text" }]), null);
  assert.equal(yesOrNo("1", ROWS), null);
});

test("keys that come before the questions are held, and acted on in their order", () => {
  const held = new HeldKeys();
  assert.equal(held.hold("1"), false);
  held.start();
  assert.equal(held.hold("2"), true);
  assert.equal(held.hold("Enter"), true);
  assert.equal(held.hold("j"), false);
  const acted = [];
  held.release((name) => acted.push(name) > 0);
  assert.deepEqual(acted, ["2", "Enter"]);
  assert.equal(held.hold("3"), false);
});

test("what is held after the form has closed is let go", () => {
  const held = new HeldKeys();
  held.start();
  for (const name of ["1", "Enter", "2"]) held.hold(name);
  const acted = [];
  held.release((name) => {
    acted.push(name);
    return name !== "Enter";
  });
  assert.deepEqual(acted, ["1", "Enter"]);
  held.start();
  held.hold("1");
  held.drop();
  held.release(() => assert.fail("nothing is held"));
});
