// What may be chosen at a suggested place, what is marked already, and which place comes next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { declare } from "../../static/workbench/declared_details.js";
import { choicesAt, coverage, inWords, MarkedAlready, saidBy } from "../../static/workbench/suggested_choices.js";
import { SuggestionLayer } from "../../static/workbench/suggestion_layer.js";

const line = (name, label, more = {}) => ({ name, label, named: false, always: "", quiet: "", words: {}, ...more });
declare({
  kinds: {}, entities: ["entity", "stance_holder", "stance_target"], comesTo: [], readOff: {}, questions: [],
  essential: { claim: "question", entity: "entity", stance: "stance_target" },
  card: {
    entity: [line("entity", "names", { named: true })],
    claim: [line("question", "answers", { named: true }), line("value", "value"), line("", "comes to")],
    stance: [line("stance_holder", "holder", { named: true, always: "the article itself" }), line("stance_target", "toward", { named: true })],
  },
});
const ENTITIES = {
  omar: { name: "Omar Reza", hint: "an analyst", label: "entity-person" }, ada: { name: "Ada", hint: "", label: "" },
};
const proposal = (id, label, details, names = {}, more = {}) =>
  ({ id, label, kind: label.split("-")[0], details, names, confidence: 0.625, by: "Cues", ...more });
const CLAIM = proposal("c", "claim-quantity", { question: "cost", value: "$3", value_low: "3", value_high: "3", unit: "USD" }, { question: "What will it cost?" });
const NAME = proposal("n", "entity-place", { entity: "omar" }, { entity: "Omar Reza" });
const PLACE = { start: 4, end: 9, entities: ["omar", "ada"], dismissed: false, proposals: [NAME, CLAIM] };
const card = (label, details = {}, span = PLACE) => ({ kind: label.split("-")[0], label, start: span.start, end: span.end, details });
const choices = (mine, place = PLACE, accepted = []) => choicesAt(place, ENTITIES, new MarkedAlready(mine, new Set(accepted)));
const ids = (...of) => choices(...of).map(({ id }) => id);

test("a name that registry and machine propose is one choice, with the machine's label", () => {
  const [ada, omar, claim] = choices([]);
  assert.deepEqual(ada, { id: "ada", kind: "entity", label: "", name: "Ada", hint: "", by: "", entity: "ada" });
  assert.deepEqual(omar, {
    id: "n", kind: "entity", label: "entity-place", name: "Omar Reza", hint: "an analyst", by: "Cues, 63% sure", entity: "omar", proposal: NAME,
  });
  assert.deepEqual([claim.id, claim.name, claim.hint], ["c", "What will it cost?", "value $3 · comes to 3 USD"]);
  assert.equal(inWords(claim, { "claim-quantity": { text: "Quantity" } }), "Quantity: What will it cost?, value $3 · comes to 3 USD, Cues, 63% sure");
  assert.equal(inWords(ada, {}), "Ada");
});

test("of each kind something is said where it is bare, and of a stance toward whom", () => {
  const bare = ["claim-event", "entity-place", "stance-favour"].map((label) => proposal(label, label, {}));
  const place = { ...PLACE, entities: [], proposals: bare };
  assert.deepEqual(choices([], place).map(({ name, hint }) => [name, hint]), [
    ["No question yet", ""], ["Not linked yet", ""], ["No target yet", "holder the article itself"],
  ]);
  const stance = proposal("s", "stance-favour", { stance_target: "omar" }, { stance_target: "Omar Reza" });
  const [{ name, entity }] = choices([], { ...place, proposals: [stance] });
  assert.deepEqual([name, entity], ["toward Omar Reza", ""]);
  assert.equal(saidBy({ by: "Cues", confidence: null }), "Cues");
});

test("what is marked already is not suggested", () => {
  assert.deepEqual(ids([card("entity-person")]), ["c"]);
  assert.deepEqual(ids([card("entity-person", {}, { start: 0, end: 20 })]), ["c"]);
  assert.deepEqual(ids([card("claim-quantity")]), ["ada", "n"]);
  assert.deepEqual(ids([card("claim-quantity", { question: "cost" }), card("entity-place")]), []);
  assert.deepEqual(ids([card("claim-event"), card("claim-quantity", {}, { start: 4, end: 10 })]), ["ada", "n", "c"]);
});

test("the same words may answer a second question, and what was just accepted is gone", () => {
  assert.deepEqual(ids([card("claim-quantity", { question: "length" })]), ["ada", "n", "c"]);
  assert.deepEqual(ids([], PLACE, ["c"]), ["ada", "n"]);
});

test("places that overlap are gone through one by one, both ways and around", () => {
  const live = [[0, 5], [0, 9], [3, 4], [8, 9]].map(([start, end]) => ({ start, end }));
  const beyond = (from, steps) => SuggestionLayer.prototype.beyond.call({ live }, from, steps);
  assert.deepEqual(live.map((place) => live.indexOf(beyond(place, 1))), [1, 2, 3, 0]);
  assert.deepEqual(live.map((place) => live.indexOf(beyond(place, -1))), [3, 0, 1, 2]);
  assert.equal(beyond({ start: 0, end: 0 }, 1), live[0]);
  assert.equal(beyond({ start: 6, end: 6 }, -1), live[2]);
  assert.equal(SuggestionLayer.prototype.beyond.call({ live: [] }, { start: 0, end: 0 }, 1), undefined);
});

test("a place is covered by one span that holds it whole", () => {
  const isCovered = coverage([{ start: 20, end: 30 }, { start: 0, end: 5 }, { start: 3, end: 12 }]);
  const places = [[0, 5], [1, 4], [4, 12], [0, 12], [12, 13], [20, 31], [29, 30], [30, 31]];
  assert.deepEqual(places.map(([start, end]) => isCovered(start, end)), [true, true, true, false, false, false, true, false]);
});

test("a long span reaches over a short one that begins later", () => {
  assert.equal(coverage([{ start: 0, end: 50 }, { start: 5, end: 6 }])(10, 20), true);
});

test("without spans nothing is covered", () => {
  assert.equal(coverage([])(0, 1), false);
});

test("it agrees with looking at each span", () => {
  const spans = Array.from({ length: 30 }, (_, at) => ({ start: (at * 17) % 40, end: ((at * 17) % 40) + 1 + ((at * 7) % 9) }));
  const isCovered = coverage(spans);
  for (let start = 0; start < 50; start += 1) {
    for (let end = start + 1; end < 52; end += 1) {
      assert.equal(isCovered(start, end), spans.some((span) => span.start <= start && end <= span.end), `${start}–${end}`);
    }
  }
});
