// @ts-check
// Where the same words stand in the text: whole words in any script, however wide the spaces, however
// their accents are composed, with and without what nobody sees (soft hyphens, joiners).

import { countCodePoints } from "./code_points.js";

const REACH = 48;
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
// Written without spaces: there, a word may begin and end at any character.
const UNSPACED = `[${["Thai", "Lao", "Khmer", "Myanmar", "Hiragana", "Katakana", "Bopomofo", "Han"]
  .map((script) => `\\p{Script=${script}}`).join("")}]`;
const JOINED = `(?!${UNSPACED})${LETTER}`;
const GAP = "(?:[^\\S\\n]+(?:\\n[^\\S\\n]*)?|\\n[^\\S\\n]*)"; // never over an empty line

// A character with what is laid over it; what is not seen; and what is laid over a character.
const CLUSTER = /[^\p{M}\p{DI}]?[\p{M}\p{DI}]*/gsu;
const UNSEEN = /\p{DI}/gu;
const UNSEEN_END = /\p{DI}+$/u;

/** @param {string} text */
const plain = (text) => text.replace(UNSEEN, "").normalize("NFD");

/**
 * Return a text as it is compared, and the place in it (in UTF-16 units) from which, and up to which,
 * each unit of it stands for what is written.
 * @param {string} text
 */
function compared(text) {
  const parts = [];
  /** @type {number[]} */
  const from = [];
  /** @type {number[]} */
  const to = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = plain(cluster);
    const end = index + cluster.replace(UNSEEN_END, "").length;
    parts.push(part);
    for (let unit = 0; unit < part.length; unit += 1) {
      from.push(index);
      to.push(end);
    }
  }
  return { plain: parts.join(""), from, to };
}

/** @param {string} word */
function escaped(word) {
  return word.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}

/**
 * Return the source of a regular expression that finds the words.
 * @param {string} words
 */
function source(words) {
  const inside = words.trim().split(/\s+/u).map(escaped).join(GAP);
  const joins = (/** @type {string} */ character) => new RegExp(`^${JOINED}$`, "u").test(character);
  const characters = [...words.trim()];
  const before = joins(characters[0]) ? `(?<!${JOINED})` : "";
  // Never between a character and what is laid over it.
  const after = joins(characters[characters.length - 1]) ? `(?!${JOINED})` : "(?!\\p{M})";
  return before + inside + after;
}

/**
 * Return what stands before a place, cut between words where there are gaps, and never through a character.
 * @param {string} text
 * @param {number} at
 */
function wordsBefore(text, at) {
  const words = text.slice(Math.max(0, at - REACH), at).replace(/^[\udc00-\udfff]/, "");
  return at > REACH ? words.replace(/^\S*\s/u, "… ") : words;
}

/**
 * Return what stands behind a place, cut likewise.
 * @param {string} text
 * @param {number} at
 */
function wordsAfter(text, at) {
  const words = text.slice(at, at + REACH).replace(/[\ud800-\udbff]$/, "");
  return at + REACH < text.length ? words.replace(/\s\S*$/u, " …") : words;
}

/**
 * Return each place where the text holds the words: its offsets in code points, and what stands around it.
 * @param {string} text
 * @param {string} words
 * @param {{ anyCase?: boolean }} [options]
 * @returns {Occurrence[]}
 */
export function occurrences(text, words, { anyCase = false } = {}) {
  const sought = plain(words);
  if (!sought.trim()) return [];
  const { plain: searched, from, to } = compared(text);
  const found = [];
  let [unit, offset] = [0, 0];
  for (const { 0: { length }, index } of searched.matchAll(new RegExp(source(sought), anyCase ? "giu" : "gu"))) {
    const [begin, end] = [from[index], to[index + length - 1]];
    const start = offset + countCodePoints(text.slice(unit, begin));
    const quote = text.slice(begin, end);
    unit = end;
    offset = start + countCodePoints(quote);
    found.push({ start, end: offset, quote, before: wordsBefore(text, begin), after: wordsAfter(text, end) });
  }
  return found;
}
