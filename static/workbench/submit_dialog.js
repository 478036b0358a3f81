// @ts-check
// Submit by key: it asks first, and says what is about to be submitted.

import { find, findAs } from "../dom.js";
import { isBare } from "./declared_details.js";

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function counted(number, one, many) {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

/** @param {Workbench} bench */
export function startSubmitDialog({ cards, keys, mayAnnotate }) {
  if (!mayAnnotate) return;
  const dialog = findAs(HTMLDialogElement, "#submitting");
  find("[data-close]", dialog).addEventListener("click", () => dialog.close());
  // The form that it submits stands in the bar: there it may still be held back.
  find("[form]", dialog).addEventListener("click", () => dialog.close());
  keys.bind("The page", "Submit, after asking", ["Ctrl+Enter"], () => {
    const models = cards.everyModel();
    const bare = models.filter(isBare).length;
    const words = models.length
      ? `${counted(models.length, "annotation", "annotations")}${bare ? `, ${bare} without details` : ""}.`
      : "Nothing is marked. That says that the article holds nothing to mark.";
    find("[data-count]", dialog).textContent = words;
    dialog.showModal();
  }, "open");
}
