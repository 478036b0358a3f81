// @ts-check
// Which of some things typed words mean: the same words, the beginning of them, words among them, or
// something like them. Case, accents and marks between words make no difference.

import { fold } from "./workbench/search_folding.js";

/** How well a thing fits what is typed; up to HELD it is the thing that is meant, beyond it only resembles it. */
export const SAME = 0;
const BEGINS = 1;
const WORDS = 2;
export const HELD = 3;
const LIKE = 4;
const MOST = 12;
const LEAST_LIKENESS = 0.55;
const SHORTEST_COMPARED = 4; // letters

/**
 * Return words as they are compared.
 * @param {string} words
 */
export function plain(words) {
  return fold(words).replace(/[^\p{L}\p{M}\p{N}%$€£]+/gu, " ").trim();
}

/**
 * Return which share of their pairs of letters two texts have in common, 0 to 1 (Dice's coefficient).
 * @param {string} one
 * @param {string} other
 */
export function likeness(one, other) {
  const pairs = (/** @type {string} */ text) => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  const [mine, theirs] = [pairs(one), pairs(other)];
  if (!mine.length || !theirs.length) return 0;
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const pair of theirs) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of mine) {
    const count = left.get(pair) ?? 0;
    if (!count) continue;
    common += 1;
    left.set(pair, count - 1);
  }
  return (2 * common) / (mine.length + theirs.length);
}

/**
 * Return how well some words fit what is typed; undefined where they do not.
 * @param {string} words plain
 * @param {string} typed plain
 */
function fit(words, typed) {
  if (words === typed) return SAME;
  if (words.startsWith(typed)) return BEGINS;
  const has = words.split(" ");
  const isOfWords = typed.split(" ").every((word) => has.some((other) => other.startsWith(word)));
  if (isOfWords) return WORDS;
  if (typed.length > 1 && words.includes(typed)) return HELD;
  if (typed.length < SHORTEST_COMPARED) return undefined;
  // The beginning of a long text is compared with what is typed of it so far.
  const like = Math.max(likeness(words, typed), likeness(words.slice(0, typed.length + 1), typed));
  return like >= LEAST_LIKENESS ? LIKE + 1 - like : undefined;
}

/**
 * Return the things that typed words may mean, the best first; all of them where nothing is typed. What
 * fits by another name says which.
 * @param {Choice[]} choices
 * @param {string} typed
 * @param {number} [most]
 * @returns {FittingChoice[]}
 */
export function matches(choices, typed, most = MOST) {
  const sought = plain(typed);
  if (!sought) return choices.slice(0, most).map((choice) => ({ ...choice, fit: HELD }));
  /** @type {FittingChoice[]} */
  const found = [];
  for (const choice of choices) {
    let fits = fit(plain(choice.text), sought);
    let by = "";
    for (const alias of choice.aliases ?? []) {
      const other = fit(plain(alias), sought);
      if (other === undefined || (fits !== undefined && fits <= other)) continue;
      fits = other;
      by = alias;
    }
    if (fits !== undefined) found.push({ ...choice, fit: fits, ...(by && { hint: `also ${by}` }) });
  }
  return found.sort((one, other) => one.fit - other.fit || one.text.length - other.text.length).slice(0, most);
}

/**
 * Return the one thing that typed words name, the same words; undefined where none or several are so called.
 * @param {FittingChoice[]} found
 */
export function same(found) {
  const named = found.filter((choice) => choice.fit === SAME);
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Return the place of the row that ⏎ would take: the first that holds what is typed; -1 where all only
 * resemble it.
 * @param {FittingChoice[]} found
 */
export function best(found) {
  return found.length && found[0].fit <= HELD ? 0 : -1;
}
