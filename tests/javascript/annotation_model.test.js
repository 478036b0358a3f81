// What a change makes of an annotation, and what would take it back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyChange, compareAnnotations, fieldsBefore } from "../../static/workbench/annotation_model.js";
import { declare, isBare } from "../../static/workbench/declared_details.js";
import { fieldsToRestore } from "../../static/workbench/history.js";

const CLAIM = {
  id: "a", kind: "claim", label: "claim-figure", revision: 3, start: 10, end: 15, part: 1,
  details: { value: "1,100", question: "how-many" }, names: { question: "How many?" },
};
declare({
  kinds: {
    claim: [
      "question", "said_by", "value", "value_low", "value_high", "value_bounds", "answer_key", "unit", "approximator", "modality",
      "as_of", "scope", "note", "flag",
    ],
    entity: ["entity", "note", "flag"],
    stance: ["stance_holder", "stance_target", "note", "flag"],
  },
  card: {}, essential: { claim: "question", entity: "entity", stance: "stance_target" },
  entities: ["entity", "said_by", "stance_holder", "stance_target"], comesTo: ["value_low", "value_high", "unit", "answer_key"],
  readOff: {}, questions: [{ slug: "how-long", wording: "How long?" }],
});
const change = (verb, fields = {}) => ({ verb, annotation: "a", fields });

test("what is made has its label's kind, and no revision yet", () => {
  const made = applyChange(null, change("create", { label: "entity-place", start: "4", end: "8", part: "0", quote: "Ruha", entity: "ruha" }));
  assert.deepEqual(made, {
    id: "a", kind: "entity", label: "entity-place", revision: 0, start: 4, end: 8, part: 0, details: { entity: "ruha" }, names: { entity: "ruha" },
  });
});

test("an edit changes what it names and nothing else, and not the annotation it was made of", () => {
  const before = structuredClone(CLAIM);
  const edited = applyChange(CLAIM, change("edit", { value: "1,200", note: "sic" }));
  assert.deepEqual(edited, { ...CLAIM, details: { ...CLAIM.details, value: "1,200", note: "sic" } });
  assert.deepEqual(CLAIM, before);
});

test("an empty field takes a detail away, with the name that it had", () => {
  const edited = applyChange(CLAIM, change("edit", { question: "" }));
  assert.deepEqual([edited.details, edited.names], [{ value: "1,100" }, {}]);
});

test("a new name is shown until the server has answered its slug", () => {
  const edited = applyChange(CLAIM, change("edit", { said_by_new: "The mayor" }));
  assert.equal(edited.names.said_by, "The mayor");
  assert.equal(edited.details.said_by, undefined);
});

test("a question that the story knows is shown by its wording", () => {
  const edited = applyChange(CLAIM, change("edit", { question: "how-long" }));
  assert.deepEqual([edited.details.question, edited.names.question], ["how-long", "How long?"]);
});

test("a new wording no longer comes to what the old one did, unless the change says so", () => {
  const read = { ...CLAIM, details: { ...CLAIM.details, value_low: "1100", unit: "km" } };
  assert.equal(applyChange(read, change("edit", { value: "some 800" })).details.value_low, undefined);
  assert.equal(applyChange(read, change("edit", { value: "1,100", value_low: "1100" })).details.value_low, "1100");
});

test("what another kind cannot have goes with the old one", () => {
  const edited = applyChange({ ...CLAIM, details: { ...CLAIM.details, note: "sic" } }, change("edit", { label: "entity-place" }));
  assert.deepEqual([edited.details, edited.names], [{ note: "sic" }, {}]);
});

test("another label may be of another kind", () => {
  const edited = applyChange(CLAIM, change("edit", { label: "stance-favour" }));
  assert.deepEqual([edited.label, edited.kind], ["stance-favour", "stance"]);
});

test("other words move it", () => {
  const edited = applyChange(CLAIM, change("edit", { start: 0, end: 5, quote: "About" }));
  assert.deepEqual([edited.start, edited.end, edited.details.quote], [0, 5, undefined]);
});

test("what is deleted can be restored as it was", () => {
  const erased = applyChange(CLAIM, change("delete"));
  assert.deepEqual(erased, { ...CLAIM, erased: true });
  assert.deepEqual(applyChange(erased, change("restore")), { ...CLAIM, erased: false });
});

test("of what the page does not know nothing is drawn", () => {
  for (const verb of ["edit", "delete", "restore"]) assert.equal(applyChange(null, change(verb, { note: "x" })), null);
});

const EDITS = [
  { value: "1,200" },
  { value: "", note: "sic" },
  { label: "claim-cause" },
  { label: "entity-place" },
  { start: 0, end: 4, quote: "Some" },
  { question: "" },
  { said_by: "mayor", value: "many", flag: "?" },
];
for (const fields of EDITS) {
  test(`${JSON.stringify(fields)} and what was before it make what it was`, () => {
    const back = fieldsBefore(CLAIM, fields, "1,100");
    const again = applyChange(applyChange(CLAIM, change("edit", fields)), change("edit", back));
    assert.deepEqual({ ...again, names: {} }, { ...CLAIM, names: {} });
  });
}

test("a name that has not been answered yet goes back by name", () => {
  const model = { ...CLAIM, details: {}, names: { said_by: "The mayor" } };
  assert.deepEqual(fieldsBefore(model, { said_by_new: "The king" }, ""), { said_by_new: "The mayor" });
  assert.deepEqual(fieldsBefore(CLAIM, { said_by_new: "The king" }, ""), { said_by: "" });
});

test("the type and unit of a new question are not set back: they are the question's", () => {
  const fields = { question_new: "Who?", question_type: "text", question_unit: "" };
  assert.deepEqual(fieldsBefore(CLAIM, fields, ""), { question: "how-many" });
});

test("bare is what lacks the detail that its kind is for, a name not yet answered counts", () => {
  assert.equal(isBare(CLAIM), false);
  assert.equal(isBare({ ...CLAIM, details: { value: "1,100" }, names: {} }), true);
  assert.equal(isBare({ kind: "entity", details: {}, names: { entity: "Ruha" } }), false);
  assert.equal(isBare({ kind: "stance", details: { stance_holder: "mayor" }, names: {} }), true);
});

test("annotations stand in the order of the text, then of label, part and id", () => {
  const span = (id, start, end, label = "l", part = 0) => ({ ...CLAIM, id, start, end, label, part });
  const ordered = [
    span("z", 0, 3), span("y", 0, 9), span("x", 4, 5, "a"), span("w", 4, 5, "b"), span("v", 4, 5, "b", 1), span("v2", 4, 5, "b", 1),
  ];
  assert.deepEqual([5, 2, 0, 4, 1, 3].map((at) => ordered[at]).sort(compareAnnotations).map(({ id }) => id), ordered.map(({ id }) => id));
});

test("the history brings back where it stood, what it was called, and its details as a whole", () => {
  const was = { label: "claim-figure", start: 0, end: 4, quote: "Some", details: { value: "900" } };
  const fields = fieldsToRestore({ ...CLAIM, label: "claim-cause" }, was);
  assert.deepEqual([fields.label, fields.start, fields.end, fields.quote], ["claim-figure", 0, 4, "Some"]);
  assert.deepEqual([fields.value, fields.question, fields.unit], ["900", "", ""]);
  assert.deepEqual(fieldsToRestore(CLAIM, { ...CLAIM }), {});
});
