// @ts-check
// What a reading leaves open before it is submitted: what has no detail, what answers a question with no value
// that can be compared, which suggestions are undecided. Pure.

import { isBare } from "./declared_details.js";

/** @typedef {{ key: string, span: Span, label?: string, id?: string, place?: SuggestedPlace }} OpenItem */
/** @typedef {{ words: string, items: OpenItem[] }} OpenGroup */

/**
 * Tell whether an answer can be compared with others: it has what its question's type asks for.
 * @param {Record<string, string>} details
 * @param {string} type
 */
export function isComparable(details, type) {
  if (type === "quantity" || type === "date") return Boolean(details.value_low || details.value_high);
  if (type === "yes-no" || type === "choice") return Boolean(details.answer_key);
  return Boolean(details.value || details.answer_key);
}

/**
 * Return what is left open, by sort; sorts of which there is nothing are left out.
 * @param {Annotation[]} models
 * @param {Question[]} questions
 * @param {SuggestedPlace[]} suggested
 * @param {(id: string) => boolean} [isDrafted] whether something was typed of an annotation and not kept
 * @returns {OpenGroup[]}
 */
export function leftOpen(models, questions, suggested, isDrafted = () => false) {
  const types = new Map(questions.map(({ slug, type }) => [slug, type]));
  const itemOf = (/** @type {Annotation} */ { id, label, start, end }) => ({ key: id, id, label, span: { start, end } });
  const bare = models.filter(isBare);
  // Of a question that is new the type is the server's to say: it is not looked at.
  const vague = models.filter(({ details }) => {
    const type = types.get(details.question);
    return type !== undefined && !isComparable(details, type);
  });
  const places = suggested.map((place) => ({ key: `at ${place.start}-${place.end}`, place, span: { start: place.start, end: place.end } }));
  return [
    { words: "with details typed and not kept", items: models.filter(({ id }) => isDrafted(id)).map(itemOf) },
    { words: "without details", items: bare.map(itemOf) },
    { words: "with a question and no value that can be compared", items: vague.map(itemOf) },
    { words: places.length === 1 ? "suggestion undecided" : "suggestions undecided", items: places },
  ].filter(({ items }) => items.length);
}

/**
 * Return the next item that is open and has not been looked at.
 * @param {OpenGroup[]} groups
 * @param {Set<string>} seen
 */
export function nextOpen(groups, seen) {
  for (const { words, items } of groups) {
    const item = items.find(({ key }) => !seen.has(key));
    if (item) return { words, item };
  }
  return undefined;
}
