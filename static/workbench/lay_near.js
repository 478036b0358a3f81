// @ts-check
// A box beside the words that it is about. It scrolls with them, so that it never hides others.

const GAP = 8; // pixels
export const narrow = matchMedia("(max-width: 900px)");

/**
 * Lay an open box below a box of the window, or above it where there is no room; at the foot of a phone.
 * @param {HTMLElement} element
 * @param {DOMRect} near
 */
export function layNear(element, near) {
  const { style, offsetWidth, offsetHeight, offsetParent } = element;
  style.left = style.top = "";
  if (narrow.matches) return;
  const from = (offsetParent ?? document.documentElement).getBoundingClientRect();
  const left = Math.max(GAP, Math.min(near.left, innerWidth - offsetWidth - GAP));
  const isBelow = near.bottom + offsetHeight + 2 * GAP < innerHeight;
  const top = isBelow ? near.bottom + GAP : Math.max(GAP, near.top - offsetHeight - GAP);
  style.left = `${left - from.left}px`;
  style.top = `${top - from.top}px`;
}
