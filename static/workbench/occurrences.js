// @ts-check
// Where the same words stand in the text: whole words in any script, however wide the spaces.

import { countCodePoints } from "./code_points.js";

const REACH = 48;
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
// Written without spaces: there, a word may begin and end at any character.
const UNSPACED = `[${["Thai", "Lao", "Khmer", "Myanmar", "Hiragana", "Katakana", "Bopomofo", "Han"]
  .map((script) => `\\p{Script=${script}}`).join("")}]`;
const JOINED = `(?!${UNSPACED})${LETTER}`;
const GAP = "(?:[^\\S\\n]+(?:\\n[^\\S\\n]*)?|\\n[^\\S\\n]*)"; // never over an empty line

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
  const after = joins(characters[characters.length - 1]) ? `(?!${JOINED})` : "";
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
  if (!words.trim()) return [];
  const found = [];
  let [unit, offset] = [0, 0];
  for (const match of text.matchAll(new RegExp(source(words), anyCase ? "giu" : "gu"))) {
    const quote = match[0];
    const start = offset + countCodePoints(text.slice(unit, match.index));
    unit = match.index + quote.length;
    offset = start + countCodePoints(quote);
    found.push({
      start, end: offset, quote,
      before: wordsBefore(text, match.index),
      after: wordsAfter(text, unit),
    });
  }
  return found;
}
