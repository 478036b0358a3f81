// @ts-check
// An annotation as the page knows it: what a change makes of it, what would take that back, which order
// annotations have.

import { comesTo, hasDetail, nameOf, rememberNames } from "./declared_details.js";

/**
 * Return the kind of a label.
 * @param {string} label
 */
export function kindOf(label) {
  return /** @type {Kind} */ (label.split("-")[0]);
}

/**
 * Return an annotation after a change that waits to be sent; null where nothing is known of it.
 * @param {Annotation | null} model
 * @param {Pick<Change, "verb" | "annotation" | "fields">} change
 * @returns {Annotation | null}
 */
export function applyChange(model, { verb, annotation, fields }) {
  if (verb === "delete") return model && { ...model, erased: true };
  if (verb === "restore") return model && { ...model, erased: false };
  // The card may come with an answer that is held back while the pointer drags.
  if (verb === "edit" && !model) return null;
  // What is asked of the server beside the details, or told it, is nothing of the annotation's.
  const { label: given, start, end, part, quote: _, link: _link, unmake: _unmake, from_machine: _from, ...details } = fields;
  const label = given || model?.label || "";
  if (model) rememberNames(model);
  const kept = (/** @type {Record<string, string> | undefined} */ said) =>
    Object.fromEntries(Object.entries(said ?? {}).filter(([name]) => !given || hasDetail(kindOf(label), name)));
  const next = {
    id: annotation, revision: 0, start: 0, end: 0, ...model,
    label, kind: kindOf(label), part: Number(part ?? model?.part ?? 0),
    details: kept(model?.details), names: kept(model?.names),
  };
  if (start !== undefined) Object.assign(next, { start: Number(start), end: Number(end) });
  // A new wording is read afresh by the server, unless the change says itself what it comes to.
  if ("value" in details && !comesTo().some((name) => name in details)) {
    for (const name of comesTo()) delete next.details[name];
  }
  for (const [name, value] of Object.entries(details)) {
    const isNew = name.endsWith("_new");
    const detail = isNew ? name.slice(0, -4) : name;
    if (isNew && value) {
      // The slug of a new name is the server's to say.
      next.names[detail] = String(value);
      delete next.details[detail];
    } else if (value) {
      const called = nameOf(detail, String(value));
      if (called && value !== next.details[detail]) next.names[detail] = called;
      next.details[detail] = String(value);
    } else if (!isNew) {
      delete next.details[detail];
      delete next.names[detail];
    }
  }
  return next;
}

/**
 * Return what the fields of an edit are before it: a change that would set them back.
 * @param {Annotation} model
 * @param {Fields} fields
 * @param {string} quote the words that the annotation lies on
 * @returns {Fields}
 */
export function fieldsBefore(model, fields, quote) {
  /** @type {Fields} */
  const before = {};
  for (const name of Object.keys(fields)) {
    const detail = name.replace(/_new$/, "");
    if (name === "label") Object.assign(before, model.details, { label: model.label });
    else if (["start", "end", "quote"].includes(name)) Object.assign(before, { start: model.start, end: model.end, quote });
    else if (!["question_type", "question_unit", "unmake", "link"].includes(name)) before[detail] = model.details[detail] ?? "";
  }
  // A name that has not been answered yet has no slug: it goes back by name.
  for (const [name, value] of Object.entries(model.names)) {
    if (name in before && !model.details[name]) {
      delete before[name];
      before[`${name}_new`] = value;
    }
  }
  return before;
}

/**
 * Compare two annotations by where they stand in the text, as the server orders them.
 * @param {Annotation} a
 * @param {Annotation} b
 */
export function compareAnnotations(a, b) {
  return (
    a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : Number(a.label > b.label)) ||
    a.part - b.part || (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
