// @ts-check
// A few words beside the cards that stay for as long as it takes to read them.

import { find } from "../dom.js";

const SHOWN = 8000; // milliseconds
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/**
 * Show a warning; it takes the place of the one before.
 * @param {string} words
 */
export function warn(words) {
  const line = find("#held");
  line.textContent = words;
  line.hidden = false;
  clearTimeout(ending);
  ending = setTimeout(() => {
    line.hidden = true;
  }, SHOWN);
}
