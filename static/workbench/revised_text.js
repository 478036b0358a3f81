// @ts-check
// The article got a corrected text while this page shows the one before: the page says so, and offers it.

import { find } from "../dom.js";

/**
 * Return a function that tells whether an answer is drawn from the text of this page, and that shows the
 * notice once one is not. What is marked here meanwhile is looked for in the corrected text.
 * @param {number} version
 */
export function startRevised(version) {
  const notice = find("#revised");
  find("button", notice).addEventListener("click", () => location.reload());
  return (/** @type {Answer} */ { text_version: now = version }) => {
    if (now !== version) notice.hidden = false;
    return now === version;
  };
}
