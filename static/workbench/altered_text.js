// @ts-check
// The words on the screen that are not the article's: a browser's translation, or an extension, put
// others there. What is marked among these has no place in the text: the page says so, and offers nothing.

import { find } from "../dom.js";

/**
 * Return whether words of a span were put there by somebody else; say so on the page while that is so.
 * @param {TextView} textView
 * @param {Span} span
 */
export function isAltered(textView, span) {
  const notice = find("#altered");
  const altered = textView.isAltered(span);
  // Shown anew each time, so that it is read aloud again.
  notice.hidden = true;
  notice.hidden = !altered;
  return altered;
}
