// @ts-check
// The live region of a page: what is written there is read aloud, and not seen.

import { find } from "./dom.js";

/**
 * Say something to those who listen to the page.
 * @param {string} words
 */
export function announce(words) {
  find("#live-region").textContent = words;
}
