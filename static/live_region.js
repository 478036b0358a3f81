// @ts-check
// The live region of a page: what is written there is read aloud, and not seen. The last few messages stand
// there as paragraphs of their own, so that one which follows at once does not silence the one before.

import { find } from "./dom.js";

const KEPT = 3;

/**
 * Say something to those who listen to the page.
 * @param {string} words
 */
export function announce(words) {
  const region = find("#live-region");
  const message = document.createElement("p");
  message.textContent = words;
  region.append(message);
  while (region.children.length > KEPT) region.firstElementChild?.remove();
}
