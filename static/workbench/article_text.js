// @ts-check
// The text of an article in its pieces, by offset. It knows no page: only texts, and where each begins.

import { countCodePoints, utf16Index } from "./code_points.js";

/** Between two characters: where a small letter meets a capital, or a digit a letter, two words may touch. */
const SEAM = /^(\p{Ll}\|\p{Lu}|\p{N}\|\p{L}|\p{L}\|\p{N})$/u;

export class ArticleText {
  /** @type {number[]} */
  #lengths = [];

  /**
   * @param {{ start: number, readonly text: string }[]} parts in order; between two stand line ends
   * @param {string} [language]
   */
  constructor(parts, language) {
    this.parts = parts;
    /** The offset at which each piece begins. */
    this.starts = parts.map(({ start }) => start);
    this.segmenter = new Intl.Segmenter(language || undefined, { granularity: "word" });
  }

  /**
   * Return the length of a piece in code points.
   * @param {number} index
   */
  length(index) {
    this.#lengths[index] ??= countCodePoints(this.parts[index].text);
    return this.#lengths[index];
  }

  /** Return the whole text, with the line ends between the pieces. */
  whole() {
    const last = this.parts.length - 1;
    return last < 0 ? "" : this.quote(0, this.starts[last] + this.length(last));
  }

  /**
   * Return the index of the last piece that begins at or before the offset.
   * @param {number} offset
   */
  indexAt(offset) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Return the text of a span: between two pieces stand the line ends that the page leaves out.
   * @param {number} start
   * @param {number} end
   */
  quote(start, end) {
    let quote = "";
    let at = start;
    for (let index = this.indexAt(start); index < this.parts.length && this.starts[index] < end; index += 1) {
      const { text } = this.parts[index];
      const from = this.starts[index];
      if (at < from) {
        quote += "\n".repeat(from - at);
        at = from;
      }
      const to = Math.min(end, from + this.length(index));
      if (to > at) quote += text.slice(utf16Index(text, at - from), utf16Index(text, to - from));
      at = Math.max(at, to);
    }
    return quote + "\n".repeat(Math.max(0, end - at));
  }

  /**
   * Return the spans of the words of a piece.
   * @param {number} index
   * @returns {Span[]}
   */
  wordsOf(index) {
    const found = [];
    let start = this.starts[index];
    for (const { segment, isWordLike } of this.segmenter.segment(this.parts[index].text)) {
      const end = start + countCodePoints(segment);
      if (isWordLike) found.push({ start, end });
      start = end;
    }
    return found;
  }

  /**
   * Return a span grown to whole words, white space at its ends left out; null if nothing remains. An end
   * between two words that the page ran together (“metPrime”, “19people”) stays where it was put.
   * @param {Span} span
   * @returns {Span | null}
   */
  snap({ start, end }) {
    const quote = this.quote(start, end);
    const trimmed = quote.trim();
    if (!trimmed) return null;
    const from = start + countCodePoints(quote, quote.length - quote.trimStart().length);
    const to = from + countCodePoints(trimmed);
    const first = this.wordAround(from, this.indexAt(from));
    const last = this.wordAround(to, this.indexAt(to - 1));
    return { start: first ? first.start : from, end: last ? last.end : to };
  }

  /**
   * Return the word of a piece that an offset lies inside of; none where two words are glued together there.
   * @param {number} offset
   * @param {number} index
   */
  wordAround(offset, index) {
    const word = this.wordsOf(index).find(({ start, end }) => start < offset && offset < end);
    return word && SEAM.test(`${this.quote(offset - 1, offset)}|${this.quote(offset, offset + 1)}`) ? undefined : word;
  }

  /**
   * Return the word `steps` words away from an offset, across pieces; beyond the ends, the first or the last.
   * @param {number} offset
   * @param {number} steps
   * @returns {Span | null}
   */
  word(offset, steps) {
    let index = this.indexAt(offset);
    let words = this.wordsOf(index);
    let at = words.findIndex((word) => word.end > offset);
    if (at < 0) at = words.length;
    at += steps;
    while (at >= words.length && index + 1 < this.parts.length) {
      at -= words.length;
      index += 1;
      words = this.wordsOf(index);
    }
    while (at < 0 && index > 0) {
      index -= 1;
      words = this.wordsOf(index);
      at += words.length;
    }
    return words[Math.max(0, Math.min(at, words.length - 1))] ?? null;
  }
}
