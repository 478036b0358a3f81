// Submit by key: it asks first, and says what is about to be submitted.

import { isBare } from "./annotation_model.js";

function counted(number, one, many) {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

export function startSubmitDialog({ cards, keys, mayAnnotate }) {
  const dialog = document.getElementById("submitting");
  if (!mayAnnotate) return;
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  // The form that it submits stands in the bar: there it may still be held back.
  dialog.querySelector("[form]").addEventListener("click", () => dialog.close());
  keys.bind("The page", "Submit, after asking", ["Ctrl+Enter"], () => {
    const models = cards.everyModel();
    const bare = models.filter(isBare).length;
    const words = models.length
      ? `${counted(models.length, "annotation", "annotations")}${bare ? `, ${bare} without details` : ""}.`
      : "Nothing is marked. That says that the article holds nothing to mark.";
    dialog.querySelector("[data-count]").textContent = words;
    dialog.showModal();
  }, "open");
}
