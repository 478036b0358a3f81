// @ts-check
// The keys that read and select in the text, for the table; and the key that goes there.

/** @type {[string, string[]][]} */
const LISTED = [
  ["Word by word", ["ArrowLeft", "ArrowRight"]],
  ["Sentence by sentence", ["Ctrl+ArrowLeft", "Ctrl+ArrowRight"]],
  ["Paragraph by paragraph", ["ArrowUp", "ArrowDown"]],
  ["Character by character", ["Alt+ArrowLeft", "Alt+ArrowRight"]],
  ["Where the paragraph begins or ends; with Ctrl, the article", ["Home", "End"]],
  ["With any of these: select as far as that", ["Shift"]],
  ["Tag what is selected", ["Enter"]],
  ["Held while the mouse selects or drags an end: these characters exactly, not whole words", ["Alt"]],
];

/** @param {Workbench} bench */
export function startTextKeys({ text, keys, selection }) {
  if (!text.hasAttribute("tabindex")) return;
  keys.bind("The text", "Into the text", ["t"], () => {
    text.focus();
    if (selection.cursor.selected) selection.tell();
  });
  for (const [words, names] of LISTED) keys.tell("The text", words, names);
}
