// @ts-check
// Offsets are code points into the article's text; JavaScript counts UTF-16 units. Here is the way
// from the one to the other.

/**
 * Count the code points of a text, or of its first `end` UTF-16 units.
 * @param {string} text
 * @param {number} [end]
 */
export function countCodePoints(text, end = text.length) {
  let count = 0;
  for (let at = 0; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < text.length) at += 1;
    count += 1;
  }
  return count;
}

/**
 * Return the index in UTF-16 units of a place in code points; the text's length where it is shorter.
 * @param {string} text
 * @param {number} codePoints
 */
export function utf16Index(text, codePoints) {
  let at = 0;
  for (let left = codePoints; left > 0 && at < text.length; left -= 1) {
    const unit = text.charCodeAt(at);
    at += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
  }
  return Math.min(at, text.length);
}

/**
 * Return the beginning of a text, with an ellipsis where something is left out.
 * @param {string} text
 * @param {number} most how many code points of it
 */
export function beginning(text, most) {
  const end = utf16Index(text, most);
  return end < text.length ? `${text.slice(0, end).trimEnd()}…` : text;
}
