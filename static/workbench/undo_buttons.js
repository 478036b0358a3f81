// @ts-check
// The buttons Undo and Redo: they say what they would take back, or do again.

/** @type {[string, string, UndoSide][]} */
const BUTTONS = [["[data-undo]", "Undo", "done"], ["[data-redo]", "Do again", "undone"]];

/** @param {Workbench} bench */
export function startUndoButtons({ changes }) {
  const { undoStack } = changes;
  function tell() {
    for (const [selector, word, side] of BUTTONS) {
      /** @type {HTMLButtonElement | null} */
      const button = document.querySelector(selector);
      if (!button) continue;
      const step = undoStack[side].at(-1);
      button.disabled = !step;
      button.title = step ? `${word}: ${step.words}` : "";
      if (step) button.setAttribute("aria-label", button.title);
      else button.removeAttribute("aria-label");
    }
  }
  undoStack.addEventListener("change", tell);
  tell();
}
