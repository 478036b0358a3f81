// @ts-check
// What may be chosen at a suggested place: whom its words name by the registry, and what machines propose for
// them; what is marked already is left out. Pure.

import { kindOf } from "./annotation_model.js";
import { cardLines, essentialOf } from "./declared_details.js";

/** @type {Record<Kind, string>} */
const BARE = { claim: "No question yet", entity: "Not linked yet", stance: "No target yet" };

/**
 * Return a function that tells whether one of some spans covers another.
 * @param {Span[]} spans
 * @returns {(start: number, end: number) => boolean}
 */
export function coverage(spans) {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  let reach = 0;
  const reached = ordered.map(({ end }) => (reach = Math.max(reach, end)));
  return (start, end) => {
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[middle].start <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && reached[low - 1] >= end;
  };
}

export class MarkedAlready {
  /**
   * `accepted` are the proposals whose annotations are on their way.
   * @param {Pick<Annotation, "kind" | "label" | "start" | "end" | "details">[]} mine
   * @param {Set<string>} accepted
   */
  constructor(mine, accepted) {
    this.accepted = accepted;
    this.isNamed = coverage(mine.filter(({ kind }) => kind === "entity"));
    /** @type {Map<string, string[]>} */
    this.questions = new Map();
    for (const { label, start, end, details } of mine) {
      const at = `${label} ${start}-${end}`;
      this.questions.set(at, [...(this.questions.get(at) ?? []), details.question ?? ""]);
    }
  }

  /**
   * Tell whether one has marked what is proposed. Words may answer a second question; a name stands but once.
   * @param {Proposal} proposal
   * @param {Span} place
   */
  has({ id, kind, label, details }, { start, end }) {
    if (this.accepted.has(id)) return true;
    if (kind === "entity") return this.isNamed(start, end);
    const asked = details.question ?? "";
    return (this.questions.get(`${label} ${start}-${end}`) ?? []).some((mine) => !mine || !asked || mine === asked);
  }
}

/**
 * Return what may be chosen at a place, in the order of its digits. Where a machine proposes a name that the
 * registry has, the two are one choice, with the machine's label.
 * @param {SuggestedPlace} place
 * @param {Record<string, SuggestedEntity>} entities
 * @param {MarkedAlready} marked
 * @returns {SuggestedChoice[]}
 */
export function choicesAt(place, entities, marked) {
  const { start, end, proposals = [] } = place;
  const open = proposals.filter((proposal) => !marked.has(proposal, place));
  const proposed = new Set(open.map(({ details }) => details.entity));
  const slugs = marked.isNamed(start, end) ? [] : place.entities.filter((slug) => !proposed.has(slug));
  return [
    ...slugs.map((slug) => ofEntity(slug, entities[slug])),
    ...open.map((proposal) => ofProposal(proposal, entities)),
  ];
}

/**
 * @param {string} slug
 * @param {SuggestedEntity} entity
 * @returns {SuggestedChoice}
 */
function ofEntity(slug, { name, hint, label }) {
  return { id: slug, kind: "entity", label, name, hint, by: "", entity: slug };
}

/**
 * @param {Proposal} proposal
 * @param {Record<string, SuggestedEntity>} entities
 * @returns {SuggestedChoice}
 */
function ofProposal(proposal, entities) {
  const { id, label, details } = proposal;
  const kind = kindOf(label);
  // What the annotation is for stands first: whom it names, which question it answers.
  const { [essentialOf(kind)]: first, ...names } = proposal.names;
  const said = cardLines({ kind, details, names }).map(([called, words]) => `${called} ${words}`);
  const name = first && kind === "stance" ? `toward ${first}` : first;
  return {
    id, kind, label, proposal, entity: details.entity ?? "", name: name ?? BARE[kind],
    hint: [entities[details.entity]?.hint, ...said].filter(Boolean).join(" · "), by: saidBy(proposal),
  };
}

/**
 * Say who proposes it, and how sure that is.
 * @param {Pick<Proposal, "by" | "confidence">} proposal
 */
export function saidBy({ by, confidence }) {
  return confidence === null ? by : `${by}, ${Math.round(100 * confidence)}% sure`;
}

/**
 * Say a choice in one line; a machine's also as which label.
 * @param {SuggestedChoice} choice
 * @param {Record<string, Tag>} tags
 */
export function inWords({ label, name, hint, by }, tags) {
  const words = [name, hint, by].filter(Boolean).join(", ");
  return by && label ? `${tags[label]?.text ?? label}: ${words}` : words;
}
