// @ts-check
// A key whose turn comes when a field or a dialog has opened meanwhile: it was typed for what opened. A page
// cannot press a key for a person, so this does what the browser would have done with it.

/**
 * Give a key to the control that has the focus now.
 * @param {Element} control
 * @param {KeyPress} press
 */
export function typeInto(control, press) {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = press;
  const event = new KeyboardEvent("keydown", { key, code, shiftKey, ctrlKey, metaKey, altKey, bubbles: true, cancelable: true });
  if (!control.dispatchEvent(event) || ctrlKey || metaKey || altKey) return;
  const isField = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
  if (control instanceof HTMLButtonElement) {
    if (key === "Enter" || key === " ") control.click();
  } else if (isField && key.length === 1) {
    write(control, key, "insertText");
  } else if (isField && key === "Backspace") {
    const { selectionStart: start, selectionEnd: end } = control;
    if (start === end && start) control.setSelectionRange(start - 1, start);
    write(control, "", "deleteContentBackward");
  } else if (control instanceof HTMLInputElement && key === "Enter") {
    control.form?.requestSubmit();
  }
}

/**
 * Write over what is selected in a field, and say so as typing does.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} words
 * @param {string} inputType
 */
function write(field, words, inputType) {
  field.setRangeText(words, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { data: words || null, inputType, bubbles: true }));
}
