// The text in units, as [start, end) offsets: characters as a reader counts them, words, sentences,
// paragraphs. A paragraph is cut once: the text never changes.

import { countCodePoints } from "./text_view.js";

const SPACE = /^\s*$/u;

export class Units {
  constructor(textView) {
    const language = textView.root.lang || undefined;
    const by = (granularity) => new Intl.Segmenter(language, { granularity });
    this.segmenters = { character: by("grapheme"), word: by("word"), sentence: by("sentence") };
    this.blocks = [];
    textView.pieces.forEach((piece, at) => {
      const element = piece.closest("p") ?? piece;
      if (this.blocks.at(-1)?.element !== element) this.blocks.push({ element, start: textView.starts[at], units: {} });
    });
  }

  // The index of the last paragraph that begins at or before the offset.
  blockAt(offset) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  of(block, unit) {
    block.units[unit] ??= this.cut(block, unit);
    return block.units[unit];
  }

  cut({ element, start }, unit) {
    const text = element.textContent;
    const whole = unit === "paragraph" ? [{ segment: text }] : this.segmenters[unit].segment(text);
    const found = [];
    let at = start;
    for (const { segment, isWordLike } of whole) {
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

  // The first unit whose edge, "start" or "end", lies beyond the offset; null at the text's end.
  after(unit, offset, edge) {
    for (let at = this.blockAt(offset); at < this.blocks.length; at += 1) {
      const units = this.of(this.blocks[at], unit);
      const first = this.count(units, edge, offset + 1);
      if (first < units.length) return units[first];
    }
    return null;
  }

  // The last unit whose edge lies before the offset; null at the text's beginning.
  before(unit, offset, edge) {
    for (let at = this.blocks.length ? this.blockAt(offset) : -1; at >= 0; at -= 1) {
      const units = this.of(this.blocks[at], unit);
      const count = this.count(units, edge, offset);
      if (count) return units[count - 1];
    }
    return null;
  }

  // How many of the units have their edge before the offset.
  count(units, edge, offset) {
    let low = 0;
    let high = units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle][edge] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // The unit that holds the offset, or else the next, or else the last.
  at(unit, offset) {
    return this.after(unit, offset, "end") ?? this.before(unit, offset + 1, "start");
  }

  first(unit) {
    return this.after(unit, -1, "end");
  }

  last(unit) {
    return this.before(unit, Infinity, "start");
  }
}
