// @ts-check
// Paint in the text that is no mark: ranges under a name, which the style sheet gives a look. Browsers
// that cannot paint go without.

/** Whether the browser can paint. */
export const canPaint = typeof Highlight !== "undefined" && "highlights" in CSS;

/**
 * Paint ranges under a name, instead of those that were.
 * @param {string} name
 * @param {Range[]} ranges
 * @param {{ priority?: number }} [options] which paint lies above which
 */
export function paint(name, ranges, { priority = 0 } = {}) {
  if (!canPaint) return;
  const painted = new Highlight(...ranges);
  painted.priority = priority;
  CSS.highlights.set(name, painted);
}

/**
 * Take the paint of a name away.
 * @param {string} name
 */
export function unpaint(name) {
  if (canPaint) CSS.highlights.delete(name);
}
