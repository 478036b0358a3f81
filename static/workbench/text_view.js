// @ts-check
// The text on the page: from a place in the DOM to an offset and back. A piece, [data-p], carries the
// offset of its first code point.

import { queryAll } from "../dom.js";
import { ArticleText } from "./article_text.js";
import { countCodePoints, utf16Index } from "./code_points.js";

/**
 * Read a piece of the page when it is asked for.
 * @param {HTMLElement} piece
 */
function partOf(piece) {
  return {
    start: Number(piece.dataset.p),
    get text() {
      return piece.textContent ?? "";
    },
  };
}

export class TextView extends ArticleText {
  /** @param {HTMLElement} root */
  constructor(root) {
    const pieces = queryAll("[data-p]", root);
    super(pieces.map(partOf), root.lang);
    this.root = root;
    this.pieces = pieces;
    /** The words of each piece as the desk sent them. */
    this.sent = pieces.map((piece) => piece.textContent ?? "");
  }

  /**
   * Return whether one of the pieces that a span lies on shows other words than the desk sent.
   * @param {Span} span
   */
  isAltered({ start, end }) {
    return this.pieces.some(({ textContent }, at) => {
      const shown = textContent ?? "";
      const from = this.starts[at];
      return shown !== this.sent[at] && from < end && start < from + countCodePoints(shown);
    });
  }

  /**
   * Return the piece that begins at an offset.
   * @param {number} start
   * @returns {HTMLElement | undefined}
   */
  pieceStarting(start) {
    return this.pieces[this.indexAt(start)];
  }

  /**
   * Return whether the line at an offset is read from right to left.
   * @param {number} offset
   */
  isRightToLeft(offset) {
    const piece = this.pieceStarting(offset);
    return piece !== undefined && getComputedStyle(piece).direction === "rtl";
  }

  /** Return the paragraphs: where each begins, and its text when it is asked for. */
  paragraphs() {
    /** @type {HTMLElement[]} */
    const elements = [];
    /** @type {{ start: number, readonly text: string }[]} */
    const found = [];
    this.pieces.forEach((piece, at) => {
      const element = piece.closest("p") ?? piece;
      if (elements.at(-1) === element) return;
      elements.push(element);
      found.push({
        start: this.starts[at],
        get text() {
          return element.textContent ?? "";
        },
      });
    });
    return found;
  }

  /**
   * Return the offset of a DOM point; a point between pieces goes to the nearer text, forward for a
   * start and back for an end.
   * @param {Node} node
   * @param {number} offset
   * @param {boolean} isEnd
   */
  offsetOf(node, offset, isEnd) {
    const element = node instanceof HTMLElement ? node : node.parentElement;
    const piece = /** @type {HTMLElement | null | undefined} */ (element?.closest("[data-p]"));
    if (piece && this.root.contains(piece)) {
      const before = document.createRange();
      before.setStart(piece, 0);
      before.setEnd(node, offset);
      return Number(piece.dataset.p) + countCodePoints(before.toString());
    }
    const point = document.createRange();
    point.setStart(node, offset);
    const isBehind = (/** @type {number} */ at) => {
      const around = document.createRange();
      around.selectNodeContents(this.pieces[at]);
      return around.compareBoundaryPoints(Range.START_TO_START, point) >= 0;
    };
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(middle)) high = middle;
      else low = middle + 1;
    }
    if (isEnd) return low === 0 ? null : this.starts[low - 1] + this.length(low - 1);
    return low === this.pieces.length ? null : this.starts[low];
  }

  /**
   * Return the offset under a point of the window, or null where that is not the text.
   * @param {number} x
   * @param {number} y
   */
  offsetAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    if (caret) return this.root.contains(caret.offsetNode) ? this.offsetOf(caret.offsetNode, caret.offset, false) : null;
    const range = document.caretRangeFromPoint?.(x, y);
    if (!range || !this.root.contains(range.startContainer)) return null;
    return this.offsetOf(range.startContainer, range.startOffset, false);
  }

  /**
   * Return the offsets of a DOM range, cut to the text, or null where it holds none of it.
   * @param {Range} range
   * @returns {Span | null}
   */
  span(range) {
    if (!range.intersectsNode(this.root)) return null;
    const inside = range.cloneRange();
    if (!this.root.contains(inside.startContainer)) inside.setStart(this.root, 0);
    if (!this.root.contains(inside.endContainer)) inside.setEnd(this.root, this.root.childNodes.length);
    const start = this.offsetOf(inside.startContainer, inside.startOffset, false);
    const end = this.offsetOf(inside.endContainer, inside.endOffset, true);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  /**
   * Return the DOM point of an offset; where two pieces meet, an end stays in the one that it ends.
   * @param {number} offset
   * @param {boolean} isEnd
   * @returns {[Node, number]}
   */
  place(offset, isEnd) {
    let index = this.indexAt(offset);
    if (isEnd && this.starts[index] === offset && index > 0) index -= 1;
    const piece = this.pieces[index];
    let left = utf16Index(piece.textContent ?? "", offset - this.starts[index]);
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    let node = /** @type {Text | null} */ (walker.nextNode());
    while (node && (left > node.length || (left === node.length && !isEnd && piece.lastChild !== node))) {
      const next = /** @type {Text | null} */ (walker.nextNode());
      if (!next) break;
      left -= node.length;
      node = next;
    }
    return node ? [node, Math.min(left, node.length)] : [piece, 0];
  }

  /**
   * Return the DOM range of a span.
   * @param {number} start
   * @param {number} end
   */
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start, false));
    range.setEnd(...this.place(end, true));
    return range;
  }

  /**
   * Return the element in which a span begins.
   * @param {Span} span
   */
  elementAt({ start, end }) {
    return this.range(start, end).startContainer.parentElement;
  }

  /**
   * Redraw pieces under a selection without losing it.
   * @param {() => void} redraw
   */
  keepingSelection(redraw) {
    const selection = getSelection();
    const isHeld = selection?.rangeCount && !selection.isCollapsed && this.root.contains(selection.anchorNode);
    const span = isHeld ? this.span(selection.getRangeAt(0)) : null;
    redraw();
    if (!span || !selection) return;
    selection.removeAllRanges();
    selection.addRange(this.range(span.start, span.end));
  }
}
