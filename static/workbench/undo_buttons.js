// The buttons Undo and Redo: they say what they would take back, or do again.

export function startUndoButtons({ changes }) {
  const { past } = changes;
  const buttons = [["[data-undo]", "Undo", "done"], ["[data-redo]", "Do again", "undone"]];
  function tell() {
    for (const [which, word, side] of buttons) {
      const button = document.querySelector(which);
      if (!button) continue;
      const step = past[side].at(-1);
      button.disabled = !step;
      button.title = step ? `${word}: ${step.words}` : "";
      if (step) button.setAttribute("aria-label", button.title);
      else button.removeAttribute("aria-label");
    }
  }
  past.addEventListener("change", tell);
  tell();
}
