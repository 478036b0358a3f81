// Proposals come, or come too late, or do not come: the story's questions stand in for them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { first, standIn } from "../../static/workbench/proposals.js";

const QUESTIONS = Array.from({ length: 12 }, (_, at) => (
  { slug: `q${at}`, wording: `Question ${at}?`, type: "text", unit: "", scope: "", options: [] }
));
const PROPOSED = { questions: [], details: {}, new_question: { type: "", unit: "" } };
const INSTEAD = { ...PROPOSED, isStandIn: true };
const never = new Promise(() => {});
const unasked = () => assert.fail("nothing came late");

test("the story's questions stand in, in their order, with the words as value", () => {
  const { questions, details, isStandIn } = standIn(QUESTIONS, "by July");
  assert.deepEqual(questions.map(({ slug }) => slug), QUESTIONS.slice(0, 9).map(({ slug }) => slug));
  assert.deepEqual(questions[0].values, { value: "by July" });
  assert.deepEqual([details, isStandIn], [{}, true]);
  assert.deepEqual(standIn(QUESTIONS, "x".repeat(501)).questions[0].values, {});
});

test("proposals that are there are taken", async () => {
  assert.equal(await first(Promise.resolve(PROPOSED), () => INSTEAD, never, unasked), PROPOSED);
});

test("without an answer they are stood in for at once, however long one would wait", async () => {
  assert.equal(await first(Promise.resolve(null), () => INSTEAD, never, unasked), INSTEAD);
});

test("what comes after the wait is told as late", async () => {
  let answer = () => {};
  const asked = new Promise((resolve) => {
    answer = resolve;
  });
  const late = [];
  assert.equal(await first(asked, () => INSTEAD, Promise.resolve(), (proposals) => late.push(proposals)), INSTEAD);
  assert.deepEqual(late, []);
  answer(PROPOSED);
  await asked;
  assert.deepEqual(late, [PROPOSED]);
});
