// The text on the page: from a place in the DOM to an offset and back.
// Offsets are code points into the article's text; the browser counts UTF-16 units, so they are
// converted here, once. A piece, [data-p], carries the offset of its first code point.

const lengths = new WeakMap();

export function countCodePoints(text, end = text.length) {
  let count = 0;
  for (let at = 0; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < text.length) at += 1;
    count += 1;
  }
  return count;
}

export function unitIndex(text, codePoints) {
  let at = 0;
  for (let left = codePoints; left > 0 && at < text.length; left -= 1) {
    const unit = text.charCodeAt(at);
    at += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
  }
  return at;
}

export class TextView {
  constructor(root) {
    this.root = root;
    this.pieces = [...root.querySelectorAll("[data-p]")];
    this.starts = this.pieces.map((piece) => Number(piece.dataset.p));
    this.words = new Intl.Segmenter(root.lang || undefined, { granularity: "word" });
  }

  length(piece) {
    if (!lengths.has(piece)) lengths.set(piece, countCodePoints(piece.textContent));
    return lengths.get(piece);
  }

  // The index of the last piece that begins at or before the offset.
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

  pieceStarting(start) {
    return this.pieces[this.indexAt(start)];
  }

  // The offset of a DOM point; a point between pieces goes to the nearer text, forward for a
  // start and back for an end.
  offsetOf(node, offset, isEnd) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const piece = element?.closest("[data-p]");
    if (piece && this.root.contains(piece)) {
      const before = document.createRange();
      before.setStart(piece, 0);
      before.setEnd(node, offset);
      return Number(piece.dataset.p) + countCodePoints(before.toString());
    }
    const point = document.createRange();
    point.setStart(node, offset);
    const compare = (at) => {
      const around = document.createRange();
      around.selectNodeContents(this.pieces[at]);
      return around.compareBoundaryPoints(Range.START_TO_START, point);
    };
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(middle) >= 0) high = middle;
      else low = middle + 1;
    }
    if (isEnd) return low === 0 ? null : this.starts[low - 1] + this.length(this.pieces[low - 1]);
    return low === this.pieces.length ? null : this.starts[low];
  }

  // The offset under a point of the window, or null where that is not the text.
  offsetAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const node = caret?.offsetNode ?? range?.startContainer;
    if (!node || !this.root.contains(node)) return null;
    return this.offsetOf(node, caret?.offset ?? range.startOffset, false);
  }

  // The offsets of a DOM range, cut to the text, or null where it holds none of it.
  span(range) {
    if (!range.intersectsNode(this.root)) return null;
    const inside = range.cloneRange();
    if (!this.root.contains(inside.startContainer)) inside.setStart(this.root, 0);
    if (!this.root.contains(inside.endContainer)) inside.setEnd(this.root, this.root.childNodes.length);
    const start = this.offsetOf(inside.startContainer, inside.startOffset, false);
    const end = this.offsetOf(inside.endContainer, inside.endOffset, true);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  place(offset, isEnd) {
    let index = this.indexAt(offset);
    if (isEnd && this.starts[index] === offset && index > 0) index -= 1;
    const piece = this.pieces[index];
    let left = unitIndex(piece.textContent, offset - this.starts[index]);
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && (left > node.length || (left === node.length && !isEnd && piece.lastChild !== node))) {
      const next = walker.nextNode();
      if (!next) break;
      left -= node.length;
      node = next;
    }
    return node ? [node, Math.min(left, node.length)] : [piece, 0];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start, false));
    range.setEnd(...this.place(end, true));
    return range;
  }

  // The text of a span: between two pieces stand the line ends that the page leaves out.
  quote(start, end) {
    let quote = "";
    let at = start;
    for (let index = this.indexAt(start); index < this.pieces.length && this.starts[index] < end; index += 1) {
      const text = this.pieces[index].textContent;
      const from = this.starts[index];
      if (at < from) {
        quote += "\n".repeat(from - at);
        at = from;
      }
      const to = Math.min(end, from + this.length(this.pieces[index]));
      if (to > at) quote += text.slice(unitIndex(text, at - from), unitIndex(text, to - from));
      at = Math.max(at, to);
    }
    return quote + "\n".repeat(Math.max(0, end - at));
  }

  // Redraw pieces under a selection without losing it.
  keepingSelection(redraw) {
    const selection = getSelection();
    const held = selection.rangeCount && !selection.isCollapsed && this.root.contains(selection.anchorNode);
    const span = held ? this.span(selection.getRangeAt(0)) : null;
    redraw();
    if (!span) return;
    selection.removeAllRanges();
    selection.addRange(this.range(span.start, span.end));
  }

  // The words of a piece as [start, end) offsets.
  wordsOf(index) {
    const text = this.pieces[index].textContent;
    const found = [];
    let start = this.starts[index];
    for (const { segment, isWordLike } of this.words.segment(text)) {
      const end = start + countCodePoints(segment);
      if (isWordLike) found.push({ start, end });
      start = end;
    }
    return found;
  }

  // A span grown to whole words, white space at its ends left out; null if nothing remains.
  snap({ start, end }) {
    const quote = this.quote(start, end);
    const trimmed = quote.trim();
    if (!trimmed) return null;
    const lead = countCodePoints(quote, quote.length - quote.trimStart().length);
    const from = start + lead;
    const to = from + countCodePoints(trimmed);
    const holds = (word, offset) => word.start < offset && offset < word.end;
    const first = this.wordsOf(this.indexAt(from)).find((word) => holds(word, from));
    const last = this.wordsOf(this.indexAt(to - 1)).find((word) => holds(word, to));
    return { start: first ? first.start : from, end: last ? last.end : to };
  }

  // The word `steps` words away from an offset, across pieces.
  word(offset, steps) {
    let index = this.indexAt(offset);
    let words = this.wordsOf(index);
    let at = words.findIndex((word) => word.end > offset);
    if (at < 0) at = words.length;
    at += steps;
    while (at >= words.length && index + 1 < this.pieces.length) {
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

  // The first word of the next or previous piece that has one.
  paragraph(offset, steps) {
    for (let index = this.indexAt(offset) + steps; index >= 0 && index < this.pieces.length; index += steps) {
      const [first] = this.wordsOf(index);
      if (first) return first;
    }
    return null;
  }
}
