// @ts-check
// The text in units, as [start, end) offsets: characters as a reader counts them, words, sentences,
// paragraphs. A paragraph is cut once: the text never changes.

import { countCodePoints } from "./code_points.js";

const SPACE = /^\s*$/u;

export class Units {
  /** @type {Partial<Record<Unit, Span[]>>[]} */
  #cut = [];

  /**
   * @param {{ start: number, readonly text: string }[]} paragraphs in order
   * @param {string} [language]
   */
  constructor(paragraphs, language) {
    const by = (/** @type {"grapheme" | "word" | "sentence"} */ granularity) =>
      new Intl.Segmenter(language || undefined, { granularity });
    this.segmenters = { character: by("grapheme"), word: by("word"), sentence: by("sentence") };
    this.paragraphs = paragraphs;
  }

  /**
   * Return the index of the last paragraph that begins at or before the offset.
   * @param {number} offset
   */
  indexAt(offset) {
    let low = 0;
    let high = this.paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.paragraphs[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Return the units of a paragraph.
   * @param {number} index
   * @param {Unit} unit
   */
  of(index, unit) {
    const units = (this.#cut[index] ??= {});
    return (units[unit] ??= this.cut(index, unit));
  }

  /**
   * @param {number} index
   * @param {Unit} unit
   */
  cut(index, unit) {
    const { start, text } = this.paragraphs[index];
    const segments = unit === "paragraph" ? [{ segment: text, isWordLike: false }] : this.segmenters[unit].segment(text);
    const found = [];
    let at = start;
    for (const { segment, isWordLike } of segments) {
      const length = countCodePoints(segment);
      if (unit === "character") found.push({ start: at, end: at + length });
      else if (unit === "word" ? isWordLike : !SPACE.test(segment)) {
        const lead = countCodePoints(segment, segment.length - segment.trimStart().length);
        found.push({ start: at + lead, end: at + lead + countCodePoints(segment.trim()) });
      }
      at += length;
    }
    return found;
  }

  /**
   * Return the first unit whose edge lies beyond the offset; null at the text's end.
   * @param {Unit} unit
   * @param {number} offset
   * @param {Edge} edge
   */
  after(unit, offset, edge) {
    for (let at = this.indexAt(offset); at < this.paragraphs.length; at += 1) {
      const units = this.of(at, unit);
      const first = countBefore(units, edge, offset + 1);
      if (first < units.length) return units[first];
    }
    return null;
  }

  /**
   * Return the last unit whose edge lies before the offset; null at the text's beginning.
   * @param {Unit} unit
   * @param {number} offset
   * @param {Edge} edge
   */
  before(unit, offset, edge) {
    for (let at = this.paragraphs.length ? this.indexAt(offset) : -1; at >= 0; at -= 1) {
      const units = this.of(at, unit);
      const count = countBefore(units, edge, offset);
      if (count) return units[count - 1];
    }
    return null;
  }

  /**
   * Return the unit that holds the offset, or else the next, or else the last.
   * @param {Unit} unit
   * @param {number} offset
   */
  at(unit, offset) {
    return this.after(unit, offset, "end") ?? this.before(unit, offset + 1, "start");
  }

  /** @param {Unit} unit */
  first(unit) {
    return this.after(unit, -1, "end");
  }

  /** @param {Unit} unit */
  last(unit) {
    return this.before(unit, Infinity, "start");
  }
}

/**
 * Count the units that have their edge before the offset.
 * @param {Span[]} units
 * @param {Edge} edge
 * @param {number} offset
 */
function countBefore(units, edge, offset) {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle][edge] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
