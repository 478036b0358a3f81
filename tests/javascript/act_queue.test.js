// One act after the other, also those of keys that were typed ahead.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ActQueue } from "../../static/workbench/act_queue.js";

const later = () => new Promise((resolve) => {
  setTimeout(resolve, 1);
});

test("an act begins when the one before has ended", async () => {
  const acts = new ActQueue();
  const seen = [];
  acts.then(async () => {
    seen.push("one begins");
    await later();
    seen.push("one ends");
  });
  await acts.then(() => seen.push("two"));
  assert.deepEqual(seen, ["one begins", "one ends", "two"]);
  assert.equal(acts.length, 0);
});

test("what a key typed ahead asks for comes before the keys typed after it", async () => {
  const acts = new ActQueue();
  const seen = [];
  acts.then(later);
  acts.ahead(() => {
    acts.then(async () => {
      await later();
      seen.push("first key");
    });
  });
  acts.ahead(() => acts.then(() => seen.push("second key")));
  assert.equal(acts.length, 3);
  await acts.last;
  assert.deepEqual(seen, ["first key", "second key"]);
});

test("an act that fails is told, and the next runs", async (context) => {
  const warned = context.mock.method(console, "warn", () => {});
  const acts = new ActQueue();
  acts.then(() => {
    throw new Error("no storage");
  });
  assert.equal(await acts.then(() => "done"), "done");
  assert.equal(warned.mock.callCount(), 1);
});

test("a key that fails while it decides does not take the acts after it", async (context) => {
  context.mock.method(console, "warn", () => {});
  const acts = new ActQueue();
  acts.ahead(() => {
    throw new Error("no such card");
  });
  assert.equal(await acts.then(() => "done"), "done");
});
