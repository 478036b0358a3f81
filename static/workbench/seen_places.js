// @ts-check
// Where a span is seen to begin and end, and which offset is seen at a point. In a line of both
// directions (a number in Urdu) this is not where the offsets of its edges lie.

/**
 * Return the caret's place at the side where a span is seen to begin or to end, on that edge's line. Where
 * lines break, an end stays on the line that it ends.
 * @param {TextView} textView
 * @param {Span} span
 * @param {Edge} edge
 */
export function seenSide(textView, { start, end }, edge) {
  const range = document.createRange();
  range.setStart(...textView.place(edge === "start" ? start : end, edge === "end"));
  const caret = [...range.getClientRects()].at(edge === "end" ? 0 : -1);
  if (!caret) return undefined;
  const { top, height } = caret;
  const middle = top + height / 2;
  const onLine = [...textView.range(start, end).getClientRects()].filter((box) => box.top < middle && middle < box.bottom);
  const isRight = textView.isRightToLeft(edge === "start" ? start : end - 1) === (edge === "start");
  const sides = onLine.map(({ left, right }) => (isRight ? right : left));
  const left = !sides.length ? caret.left : isRight ? Math.max(...sides) : Math.min(...sides);
  return { left, top, height };
}

/**
 * Return the offset that is seen at a point of the window, or null where that is not the text. A word that
 * runs against its line is one piece: it begins at the side from which the line is read.
 * @param {TextView} textView
 * @param {Units} units
 * @param {number} x
 * @param {number} y
 */
export function offsetSeenAt(textView, units, x, y) {
  const offset = textView.offsetAt(x, y);
  if (offset === null) return null;
  const isRightToLeft = textView.isRightToLeft(offset);
  for (const word of [units.at("word", offset), units.at("word", offset - 1)]) {
    if (!word) continue;
    const { left, right } = textView.range(word.start, word.end).getBoundingClientRect();
    if (x < left || x > right || runsLeft(textView, word) === isRightToLeft) continue;
    return (x > (left + right) / 2) === isRightToLeft ? word.start : word.end;
  }
  return offset;
}

/**
 * Return whether a word is written from right to left.
 * @param {TextView} textView
 * @param {Span} word
 */
function runsLeft(textView, { start, end }) {
  const first = textView.range(start, start + 1).getBoundingClientRect();
  const last = textView.range(end - 1, end).getBoundingClientRect();
  return first.left > last.left || (end - start === 1 && textView.isRightToLeft(start));
}
